"""What every list does, shown on the list of families: columns, page size, kept filters, files (experience 18)."""

import io

import openpyxl
import pytest
from django.urls import reverse

from anjia.households.factories import consent, family
from anjia.kernel.models import AuditEvent
from anjia.web.models import ListChoice, SavedFilter

pytestmark = pytest.mark.django_db
URL = reverse("households:list")
PHONE = "13812345678"


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


@pytest.fixture
def families(world):
    names = ("王秀英", "=HYPERLINK(1)", "张三")
    made = [family(world.group, head_name=name, phone=PHONE, address="文化路12号3栋") for name in names]
    for household in made:
        consent(household, proven=True)
    return made


def heads(answer):
    return [column.key for column in answer.context["list_tools"]["shown"]]


def post(client, act, query="", **told):
    return client.post(f"{URL}{query}", {"list": act, **told})


class TestColumns:
    def test_a_choice_is_remembered_and_the_essential_one_stays(self, officer, families):
        answer = post(officer, "columns", "?proof=yes", column=["size", "nonsense"])

        assert answer.status_code == 302
        assert answer["Location"] == f"{URL}?proof=yes"
        page = officer.get(URL)
        assert heads(page) == ["name", "size"]
        assert "家庭住址</a>" not in page.content.decode()
        assert ListChoice.objects.get().columns == ["size"]

    def test_it_goes_back_to_how_the_list_began(self, officer, families):
        post(officer, "columns", column=["size"])
        post(officer, "columns", reset="1")

        assert len(heads(officer.get(URL))) == 5

    def test_a_choice_is_ones_own(self, officer, families, world):
        post(officer, "columns", column=["size"])
        officer.force_login(world.town_federation)

        assert len(heads(officer.get(URL))) == 5

    def test_the_numbers_of_a_house_are_masked(self, officer, families):
        post(officer, "columns", column=["address"])
        page = officer.get(URL).content.decode()

        assert "文化路**号**栋" in page
        assert "文化路12号" not in page


def test_a_page_size_is_remembered(officer, families):
    post(officer, "size", "?proof=no&page=1", size="50")
    post(officer, "size", size="7")

    assert officer.get(URL).context["page_obj"].paginator.per_page == 50
    assert officer.get(URL, {"size": "100"}).context["page_obj"].paginator.per_page == 100


class TestKeptFilters:
    def test_kept_shown_and_dropped(self, officer, families):
        post(officer, "save", "?q=王&page=1&size=25&proof=", name=" 姓王的 ")
        kept = SavedFilter.objects.get()
        page = officer.get(f"{URL}?{kept.query}")

        assert (kept.name, kept.query) == ("姓王的", "q=%E7%8E%8B")
        assert page.context["list_tools"]["current"] == kept
        assert "姓王的" in page.content.decode()
        post(officer, "forget", f"?{kept.query}", filter=str(kept.pk))
        assert not SavedFilter.objects.exists()

    def test_the_query_stands_sealed_in_the_table(self, officer, families, django_assert_num_queries):
        post(officer, "save", "?q=王秀英", name="一户")
        raw = SavedFilter.objects.extra(select={"raw": "query || ''"}).get().raw

        assert raw.startswith("v1.")

    def test_the_same_name_again_replaces(self, officer, families):
        post(officer, "save", "?q=王", name="常用")
        post(officer, "save", "?q=张", name="常用")

        assert SavedFilter.objects.get().query == "q=%E5%BC%A0"

    @pytest.mark.parametrize(
        ("query", "name", "why"),
        [("?q=王", " ", "起一个名字"), ("", "常用", "没有筛选条件"), ("?page=2", "常用", "没有筛选条件")],
    )
    def test_what_cannot_be_kept(self, officer, families, query, name, why):
        answer = post(officer, "save", query, name=name)

        assert answer.status_code == 422
        assert why in answer.content.decode()

    def test_a_dozen_is_enough(self, officer, families):
        for number in range(12):
            post(officer, "save", f"?q={number}", name=f"第{number}")

        assert "最多保存 12 个" in post(officer, "save", "?q=王", name="还有").content.decode()
        assert post(officer, "save", "?q=王", name="第3").status_code == 302

    def test_another_persons_filter_is_not_there(self, officer, families, world):
        post(officer, "save", "?q=王", name="常用")
        kept = SavedFilter.objects.get()
        officer.force_login(world.town_federation)

        assert post(officer, "forget", filter=str(kept.pk)).status_code == 404
        assert post(officer, "forget", filter="nonsense").status_code == 404
        assert officer.get(URL).context["list_tools"]["saved"] == []

    @pytest.mark.parametrize(
        ("query", "name"), [("proof=gone", "同意凭证"), ("colour=red", "colour"), ("order=age", "age")]
    )
    def test_a_filter_that_no_longer_parses_says_so(self, officer, families, query, name):
        SavedFilter.objects.create(
            user_id=officer.session["_auth_user_id"], list_name="households:list", name="旧的", query=query
        )
        page = officer.get(f"{URL}?{query}")

        assert page.context["filter_faults"] == [name]
        assert "“旧的”已经过时" in page.content.decode()
        assert page.context["total"] == 3


class TestExport:
    def sheet(self, answer):
        return openpyxl.load_workbook(io.BytesIO(answer.content)).active

    def test_the_present_filter_with_the_chosen_columns(self, officer, families, world):
        post(officer, "columns", column=["address"])
        answer = post(officer, "export", "?q=王秀英", format="xlsx", purpose="核对名册")
        rows = list(self.sheet(answer).iter_rows(values_only=True))

        assert answer["Content-Disposition"].startswith("attachment")
        assert rows[2] == ("户主姓名", "家庭住址")
        assert rows[3:] == [("王秀英", "文化路**号**栋")]
        assert "查找：王秀英" in rows[1][0]
        assert "核对名册" in rows[1][0]
        assert "记录锚点" in self.sheet(answer).oddFooter.center.text
        event = AuditEvent.objects.get(verb="web.export_list")
        assert (event.note, event.after["rows"], event.after["columns"]) == ("核对名册", 1, ["name", "address"])
        assert event.region_path == world.village.path

    def test_nothing_in_it_is_a_formula_or_a_whole_number(self, officer, families):
        answer = post(officer, "export", format="xlsx", purpose="核对名册")
        cells = [str(cell.value) for row in self.sheet(answer).iter_rows() for cell in row]

        assert "'=HYPERLINK(1)" in cells
        assert not any(PHONE in cell for cell in cells)

    @pytest.mark.parametrize(("ending", "head"), [("pdf", b"%PDF"), ("docx", b"PK")])
    def test_other_kinds(self, officer, families, ending, head):
        assert post(officer, "export", format=ending, purpose="核对名册").content.startswith(head)

    def test_a_list_of_persons_needs_a_purpose_that_may_be_written(self, officer, families):
        assert "必须写明用途" in post(officer, "export", format="pdf").content.decode()
        refused = post(officer, "export", format="pdf", purpose="给信访局").content.decode()
        assert "不能写" in refused
        assert not AuditEvent.objects.filter(verb="web.export_list").exists()

    def test_who_lacks_a_proof_stays_in_the_village(self, officer, families, world):
        consent(family(world.group, head_name="司徒缺凭证"))
        cells = [
            str(c.value)
            for row in self.sheet(post(officer, "export", format="xlsx", purpose="核对")).iter_rows()
            for c in row
        ]

        assert "王秀英" in cells
        assert "司徒缺凭证" not in cells

    def test_an_empty_list_is_not_taken_along(self, officer, families):
        assert "空的" in post(officer, "export", "?q=没有", format="pdf", purpose="核对").content.decode()

    def test_above_a_hundred_families_a_second_person_decides(self, officer, world):
        for number in range(101):
            consent(family(world.group, head_name=f"家庭{number:03d}"), proven=True)
        answer = post(officer, "export", format="xlsx", purpose="核对名册")

        assert answer["Location"].startswith(reverse("documents:export_ask"))
        assert not AuditEvent.objects.filter(verb="web.export_list").exists()

    def test_who_may_look_but_not_export_is_refused(self, client, families, world):
        client.force_login(world.group_leader)

        assert client.get(URL).context["list_tools"]["formats"] == []
        assert post(client, "export", format="pdf", purpose="核对名册").status_code == 403

    def test_an_unknown_kind_is_refused(self, officer, families):
        assert post(officer, "export", format="csv", purpose="核对名册").status_code == 403


def test_an_unknown_act_is_none(officer):
    assert post(officer, "drop").status_code == 405
    assert officer.post(URL).status_code == 405
