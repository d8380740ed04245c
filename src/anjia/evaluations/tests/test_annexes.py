"""Annexes 2 and 3 as prints: the old grid, our wording, filled or empty, for staff and for the family (A2-3, A5-9)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from anjia.documents.papers import GridCell, GridForm, GridRow
from anjia.documents.render import render_grid_form, render_grid_form_docx
from anjia.documents.tests.reading import pdf_pages, pdf_text, word_text
from anjia.evaluations.annexes import APPLICATION, SCORES, annex
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.models import Candidacy, Opinion
from anjia.households.actions import issue_cards
from anjia.households.factories import consent, family
from anjia.households.models import HouseholdMember
from anjia.kernel.ids import uuid7
from anjia.programmes.factories import standard_version

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)


@pytest.fixture
def household(world):
    made = family(
        world.group, "王秀英", "13812345678", head_birth="1956-05", occupation="退休", address="樟树坪 8 号",
        household_size=3,
    )  # fmt: skip
    HouseholdMember.objects.create(household=made, name="李建国", kinship="11", birth="1954-12", work_or_school="务农")
    HouseholdMember.objects.create(
        household=made, name="李小雨", kinship="41", birth="2014-06", work_or_school="城南小学"
    )
    consent(made, proven=True)
    return made


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, standard_version=standard_version("ten_good"), year=2026)


def opinion(candidacy, step, outcome=Outcome.ACCEPT, reason="", **fields):
    return Opinion.objects.create(
        household=candidacy.household, candidacy=candidacy, step=step, outcome=outcome, reason=reason,
        given_by_id=uuid7(), given_at=timezone.now(), **fields,
    )  # fmt: skip


@pytest.fixture
def endorsed(world, cycle, household):
    made = candidacy_in(S.ENDORSED, group=world.group, cycle=cycle, household=household, evaluated_on=date(2026, 5, 8))
    opinion(made, Step.VILLAGE_REVIEW, decided_on=date(2026, 5, 12))
    opinion(made, Step.FEDERATION_OPINION, decided_on=date(2026, 5, 14))
    return made


def both(form):
    return render_grid_form(form), render_grid_form_docx(form)


def test_the_application_says_all_that_is_known_in_the_old_order(endorsed, household):
    pdf, word = both(annex(APPLICATION, household, filled=True, on=ON))
    text = pdf_text(pdf)
    heads = (
        "附件3", "户主姓名", "出生年月", "政治面貌", "职业", "家庭人数", "联系电话", "家庭住址", "姓名", "年龄",
        "家庭关系", "工作单位／就读学校", "依据标准评分",
    )  # fmt: skip
    last = 0
    for label in heads:
        last = text.index(label, last) + len(label)
    for told in (text, word_text(word)):
        assert all(label in told for label in heads)
        assert "王秀英" in told
        assert "李建国71夫务农" in told
        assert "2026年5月12日" in told
        assert "96.0分" in told
    assert len(pdf_pages(pdf)) == 1


def test_ages_are_reckoned_from_births(endorsed, household):
    rows = annex(APPLICATION, household, filled=True, on=ON).rows
    ages = [row.cells[1].lines for row in rows if row.cells[0].lines in (("李建国",), ("李小雨",))]
    assert ages == [("71",), ("11",)]


@pytest.mark.parametrize("filled", [True, False])
def test_political_status_is_an_empty_box_that_may_be_left_empty(endorsed, household, filled):
    form = annex(APPLICATION, household, filled=filled, on=ON)
    top = form.rows[0].cells
    assert top[4].lines == ("政治面貌", "（可不填）")
    assert top[5].lines == ()
    assert "不录入、不保存" in form.notes[-1]


def test_the_phone_is_for_the_family_alone(endorsed, household):
    assert "13812345678" not in word_text(render_grid_form_docx(annex(APPLICATION, household, filled=True, on=ON)))
    own = annex(APPLICATION, household, filled=True, on=ON, whole_phone=True)
    assert "13812345678" in word_text(render_grid_form_docx(own))


def opinions_of(form):
    return [(row.cells[1].lines, row.cells[1].foot) for row in form.rows[-3:]]


def test_three_opinions_stand_in_their_order_and_a_missing_one_is_left_to_write(endorsed, household):
    village, federation, town = opinions_of(annex(APPLICATION, household, filled=True, on=ON))
    assert village == (("同意。",), "（盖章）　　2026年5月12日")
    assert federation[0] == ("同意。",)
    assert town == ((), "（盖章）　　　　年　　月　　日")


def test_an_overturned_opinion_is_not_printed_and_a_later_one_is(world, cycle, household):
    returned = candidacy_in(S.RETURNED, group=world.group, cycle=cycle, household=household)
    opinion(returned, Step.VILLAGE_REVIEW, Outcome.RETURN, StepReason.INCOMPLETE, overturned_at=timezone.now())
    assert opinions_of(annex(APPLICATION, household, filled=True, on=ON))[0][0] == ()
    opinion(returned, Step.VILLAGE_REVIEW, Outcome.REFUSE, StepReason.DUPLICATE)
    assert opinions_of(annex(APPLICATION, household, filled=True, on=ON))[0][0] == ("不予通过：重复申报。",)


def test_empty_annexes_name_nobody_and_offer_the_closed_reasons(endorsed, household):
    form = both(annex(APPLICATION, household, filled=False, on=ON))
    sheet = both(annex(SCORES, household, filled=False, on=ON))
    for pdf, word in (form, sheet):
        assert not any(name in pdf_text(pdf) + word_text(word) for name in ("王秀英", "李建国", "樟树坪"))
        assert len(pdf_pages(pdf)) == 1
    assert "□评议当日门前或庭院卫生需改进（最多扣3分）" in pdf_text(sheet[0])
    assert "评议当日门前或庭院卫生需改进" in word_text(sheet[1])


def test_annex_2_has_the_old_columns_the_ten_in_order_and_a_mapping(endorsed, household, cycle):
    pdf, word = both(annex(SCORES, household, filled=True, on=ON))
    titles = list(cycle.standard_version.criteria.order_by("order").values_list("title", flat=True))
    for text in (pdf_text(pdf), word_text(word)):
        places = [text.index(title) for title in titles]
        assert places == sorted(places)
        for label in ("附件2", "序号", "内容及分值", "评分标准", "考核得分", "考核扣分", "扣分原因", "评审组评定"):
            assert label in text
        assert "建议命名" in text
        assert "2026年5月8日" in text
        assert "与原表逐项对应" in text
    assert len(pdf_pages(pdf)) == 1


def test_score_and_deduction_of_each_criterion_come_to_its_ten(endorsed, household):
    rows = [row for row in annex(SCORES, household, filled=True, on=ON).rows if len(row.cells) == 6][1:]
    assert [row.cells[0].lines for row in rows] == [(str(n),) for n in range(1, 11)]
    assert [(row.cells[3].lines, row.cells[4].lines) for row in rows[:5]] == [
        (("10.0",), ()), (("9.0",), ("1.0",)), (("10.0",), ()), (("10.0",), ()), (("8.0",), ("2.0",)),
    ]  # fmt: skip


def test_an_own_standard_has_no_mapping_to_a_scheme_it_does_not_follow(world, household):
    candidacy_in(S.CONSENTED, group=world.group, cycle=open_cycle(world.county), household=household)
    form = annex(SCORES, household, filled=True, on=ON)
    assert not any("对照说明" in note for note in form.notes)


def test_without_a_cycle_there_is_a_form_to_apply_on_and_no_score_sheet(household):
    assert annex(SCORES, household, filled=False, on=ON) is None
    assert annex(APPLICATION, household, filled=True, on=ON) is not None


def test_papers_are_chinese_whatever_language_is_read(endorsed, household):
    with translation.override("en"):
        text = word_text(render_grid_form_docx(annex(APPLICATION, household, filled=True, on=ON)))
    assert "孙子" in text


def test_a_grid_that_does_not_close_is_refused():
    with pytest.raises(ValueError, match="fills the columns"):
        GridForm("", "表", "", (1, 1), (GridRow((GridCell(down=2), GridCell())), GridRow((GridCell(), GridCell()))))


@pytest.mark.parametrize(
    ("name", "fill", "output", "begins"), [(APPLICATION, "filled", "pdf", b"%PDF"), (SCORES, "blank", "docx", b"PK")]
)
def test_staff_and_family_get_each_as_a_file(client, world, endorsed, household, name, fill, output, begins):
    client.force_login(world.village_officer)
    answer = client.get(reverse("evaluations:family_annex", args=[household.pk, name, fill, output]))
    assert answer.content.startswith(begins)
    client.logout()
    card = issue_cards([household], by=world.village_officer)[0]
    client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})
    answer = client.get(reverse("evaluations:own_annex", args=[name, fill, output]))
    assert answer.content.startswith(begins)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "wrong", [("application", "half", "pdf"), ("scores", "filled", "exe"), ("nine", "blank", "pdf")]
)
def test_what_is_no_annex_is_absent(client, world, endorsed, household, wrong):
    client.force_login(world.village_officer)
    assert client.get(reverse("evaluations:family_annex", args=[household.pk, *wrong])).status_code == 404


def test_another_town_and_whoever_is_not_signed_in_get_none(client, world, endorsed, household):
    address = reverse("evaluations:family_annex", args=[household.pk, APPLICATION, "filled", "pdf"])
    assert client.get(address).status_code == 302
    client.force_login(world.neighbour_town_approver)
    assert client.get(address).status_code in {403, 404}
    own = reverse("evaluations:own_annex", args=[APPLICATION, "filled", "pdf"])
    assert client.get(own).headers["Location"] == reverse("public:family")


def test_the_familys_pages_offer_them(client, world, endorsed, household):
    client.force_login(world.village_officer)
    page = client.get(reverse("households:detail", args=[household.pk])).content.decode()
    assert reverse("evaluations:family_annex", args=[household.pk, SCORES, "blank", "docx"]) in page
    client.logout()
    card = issue_cards([household], by=world.village_officer)[0]
    client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})
    page = client.get(reverse("public:own_part", args=["papers"])).content.decode()
    assert reverse("evaluations:own_annex", args=[SCORES, "filled", "pdf"]) in page


def test_without_a_standard_only_the_application_is_offered(client, world, household):
    Candidacy.objects.all().delete()
    client.force_login(world.village_officer)
    page = client.get(reverse("households:detail", args=[household.pk])).content.decode()
    assert reverse("evaluations:family_annex", args=[household.pk, APPLICATION, "blank", "pdf"]) in page
    assert "附件2" not in page
