"""The screens of a standard's way into force, the public consultation, and cloning."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.programmes.actions import comment_on, copy_version, open_consultation
from anjia.programmes.enums import CycleState
from anjia.programmes.enums import StandardState as S
from anjia.programmes.factories import open_cycle, standard_version
from anjia.programmes.models import ProgrammeCycle, StandardComment, StandardVersion

PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def draft(world):
    return copy_version(standard_version(), world.county, by=world.district_office)


@pytest.fixture
def asked(draft, world):
    return open_consultation(draft, until=timezone.localdate() + timedelta(days=5), by=world.district_office)


def state_of(version):
    return StandardVersion.objects.get(pk=version.pk).state


def criterion_data(**changes):
    data = {
        "title": "家庭学习好",
        "guide": "爱学习。",
        "full": "10",
        "alternative": "",
        "reason_1": "当日所见",
        "most_1": "2.5",
    }
    return data | changes


def test_the_office_copies_changes_and_asks(world, as_user):
    client, version = as_user(world.district_office), standard_version()
    answer = client.post(url("version_copy", version.pk), {"region": world.county.pk})
    draft = StandardVersion.objects.get(number=2, standard=version.standard)
    assert answer.url == url("version_detail", draft.pk)
    first = draft.criteria.first()
    assert "可以扣分" in client.get(url("version_detail", draft.pk)).content.decode()
    form = url("criterion_write", draft.pk, first.pk)
    assert first.title in client.get(form).content.decode()
    assert client.post(form, criterion_data(title="学习好", variant_elderly="听广播也算。")).status_code == 302
    first.refresh_from_db()
    assert (first.title, first.reasons.get().max_half_points, first.variants.get().guide) == (
        "学习好",
        5,
        "听广播也算。",
    )
    added = client.post(url("criterion_add", draft.pk), criterion_data(title="新的一条"))
    assert (added.status_code, draft.criteria.count()) == (302, 11)
    assert "110" in client.get(url("version_detail", draft.pk)).content.decode()
    assert client.post(url("consultation_open", draft.pk), {"until": "2099-01-01"}).status_code == 422
    last = draft.criteria.get(title="新的一条")
    assert client.post(url("criterion_remove", draft.pk, last.pk)).status_code == 302
    assert client.post(url("plain_write", draft.pk), {"plain": "爱学习。", "version": draft.version}).status_code == 302
    assert client.post(url("consultation_open", draft.pk), {"until": "2099-01-01"}).status_code == 302
    assert state_of(draft) == S.CONSULTING


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"most_1": "11"}, "超出了这一条的满分"),
        ({"most_1": "2.3"}, "0.5 分为单位"),
        ({"reason_1": "越级"}, "越级"),
        ({"guide": "没有邪教"}, "邪教"),
    ],
)
def test_a_criterion_that_may_not_be_is_refused_in_words_and_input_kept(world, as_user, draft, changes, why):
    first = draft.criteria.first()
    answer = as_user(world.district_office).post(
        url("criterion_write", draft.pk, first.pk), criterion_data(title="保留的名称", **changes)
    )
    body = answer.content.decode()
    assert (answer.status_code, why in body, "保留的名称" in body) == (422, True, True)


def test_adopting_without_a_document_is_refused_and_with_one_it_holds(world, as_user, draft):
    StandardVersion.objects.filter(pk=draft.pk).update(state=S.REVISED)
    today = str(timezone.localdate())
    data = {"body": "区领导小组", "on": today, "in_force_from": today}
    client = as_user(world.district_office)
    answer = client.post(url("version_adopt", draft.pk), data)
    assert (answer.status_code, "没有通过的文件" in answer.content.decode()) == (422, True)
    upload = SimpleUploadedFile("决定.pdf", PDF, content_type="application/pdf")
    assert client.post(url("version_adopt", draft.pk), data | {"document": upload}).status_code == 302
    assert (state_of(draft), state_of(draft.copied_from)) == (S.IN_FORCE, S.SUPERSEDED)
    body = client.get(url("version_detail", draft.pk)).content.decode()
    assert "区领导小组" in body
    assert client.get(url("standard_detail", "ten_good") + "?version=1").status_code == 200
    assert "v2" in client.get(url("standard_list")).content.decode()


def test_residents_say_what_they_think_while_the_period_lasts(client, asked):
    page = url("standard_consultation", asked.pk)
    assert "不用留姓名" in client.get(page).content.decode()
    assert client.post(page, {"criterion": "", "text": "第七条写得好"}).status_code == 302
    comment = StandardComment.objects.get()
    assert (comment.text, comment.unit) == ("第七条写得好", None)
    assert "第七条写得好" not in client.get(page).content.decode()
    refused = client.post(page, {"criterion": "", "text": "某某家上访"})
    assert (refused.status_code, "上访" in refused.content.decode()) == (422, True)
    StandardVersion.objects.filter(pk=asked.pk).update(
        consulted_from=timezone.localdate() - timedelta(days=9), consulted_to=timezone.localdate() - timedelta(days=1)
    )
    assert "征求意见已经结束" in client.get(page).content.decode()
    late = client.post(page, {"criterion": "", "text": "晚了"})
    assert (late.status_code, "时间已过" in late.content.decode()) == (422, True)


def test_a_draft_that_is_not_consulted_on_has_no_public_page(client, draft):
    assert client.get(url("standard_consultation", draft.pk)).status_code == 404


def test_units_comment_the_office_answers_and_everybody_reads_the_answer(world, as_user, client, asked):
    said = as_user(world.village_officer).post(
        url("comment_add", asked.pk), {"unit": world.village.pk, "criterion": "", "text": "再具体些"}
    )
    assert said.status_code == 302
    comment = StandardComment.objects.get()
    assert comment.unit == world.village
    answer = url("comment_answer", asked.pk, comment.pk)
    office = as_user(world.district_office)
    assert "再具体些" in office.get(answer).content.decode()
    assert office.post(answer, {"reply": "not", "answer": ""}).status_code == 422
    assert office.post(answer, {"reply": "partly", "answer": "已写入"}).status_code == 302
    assert "已写入" in client.get(url("standard_consultation", asked.pk)).content.decode()
    assert office.post(url("consultation_close", asked.pk)).status_code == 422


def test_who_may_not_edit_finds_no_door(world, as_user, draft):
    for somebody in (world.village_officer, world.town_federation):
        other = as_user(somebody)
        assert other.get(url("version_detail", draft.pk)).status_code == 404
        assert other.post(url("version_adopt", draft.pk)).status_code == 403
    assert as_user(world.city_office).get(url("version_detail", draft.pk)).status_code == 200


def test_two_versions_stand_side_by_side(world, as_user, draft):
    client = as_user(world.district_office)
    first = draft.criteria.first()
    client.post(url("criterion_write", draft.pk, first.pk), criterion_data(title="换了名字"))
    draft.criteria.get(order=10).delete()
    body = client.get(url("version_compare", draft.pk)).content.decode()
    assert all(word in body for word in ("换了名字", "家庭学习好", "有改动", "相同", "删去"))
    alone = StandardVersion.objects.get(standard__code="five_star")
    assert "没有可以对照的另一版" in client.get(url("version_compare", alone.pk)).content.decode()
    assert client.get(url("version_compare", draft.pk) + "?with=1").status_code == 200


def test_the_plain_words_are_for_everybody_and_fall_back_on_the_criteria(client, draft):
    page, rows = url("standard_plain", "ten_good"), StandardVersion.objects.filter(number=1, standard__code="ten_good")
    body = client.get(page).content.decode()
    assert "<b>1. 家庭学习好</b>灯下一起翻翻书，<br>老少都有新收获。" in body
    assert "data-speak" in body
    rows.update(plain="爱学习，\n讲和睦。")
    assert "<p>爱学习，<br>讲和睦。</p>" in client.get(page).content.decode()
    rows.update(plain="")
    assert "<b>1. 家庭学习好</b>爱学习，本周期参加过学习活动" in client.get(page).content.decode()


def test_withdrawing_leads_away_from_new_cycles(world, as_user):
    version = standard_version()
    client = as_user(world.district_office)
    assert "废止后" in client.get(url("version_withdraw", version.pk)).content.decode()
    assert client.post(url("version_withdraw", version.pk)).status_code == 302
    assert state_of(version) == S.WITHDRAWN
    assert client.get(url("standard_detail", "ten_good")).status_code == 404


def test_the_lists_ask_the_same_at_one_and_three_rows(world, as_user, asked):
    client, counts = as_user(world.district_office), []
    client.get(url("version_list"))
    for number in (1, 3):
        while asked.comments.count() < number:
            comment_on(asked, text="意见", by=world.village_officer, unit=world.village)
        for page in (url("version_list"), url("version_detail", asked.pk)):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(page).status_code == 200
            counts.append(len(seen))
        copy_version(asked, world.county, by=world.district_office)
    assert counts[:2] == counts[2:]


def test_a_cycle_is_copied_to_the_next_year(world, as_user):
    source = open_cycle(world, year=2026)
    client = as_user(world.district_office)
    page = url("cycle_clone", source.pk)
    assert "批准依据：每个周期都要重新登记" in client.get(page).content.decode()
    data = {"year": 2027, "standard_version": source.standard_version_id}
    answer = client.post(page, data)
    cycle = ProgrammeCycle.objects.get(year=2027)
    assert answer.url == url("cycle_detail", cycle.pk)
    assert "从上一年复制来的" in client.get(answer.url).content.decode()
    for name in ("leading_group_list", "panel_list"):
        assert client.get(url(name, cycle.pk)).status_code == 200
    again = client.post(page, data)
    assert (again.status_code, "已有周期" in again.content.decode()) == (409, True)
    assert as_user(world.town_federation).get(page).status_code == 403


def test_a_cycle_whose_standard_was_withdrawn_says_so_when_it_is_copied(world, as_user):
    source = open_cycle(world, year=2026)
    ProgrammeCycle.objects.filter(pk=source.pk).update(state=CycleState.CLOSED)
    StandardVersion.objects.filter(pk=source.standard_version_id).update(state=S.WITHDRAWN)
    client = as_user(world.district_office)
    body = client.get(url("cycle_clone", source.pk)).content.decode()
    assert "原来的标准不能再用" in body
    answer = client.post(url("cycle_clone", source.pk), {"year": 2027, "standard_version": source.standard_version_id})
    assert answer.status_code == 422
    assert not ProgrammeCycle.objects.filter(year=2027).exists()
