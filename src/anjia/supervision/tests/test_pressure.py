"""“I was pressed to join”: past village and town, and never a way to whoever wrote (frame F1)."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.households.factories import consent, family
from anjia.households.models import Household
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.regions.working_days import add_working_days
from anjia.supervision.actions import answer_pressure, forget_answered, report_pressure
from anjia.supervision.actions.pressure import ANSWER_DAYS, months_offered
from anjia.supervision.codes import code_for
from anjia.supervision.enums import Measure, Pressure, ReportState
from anjia.supervision.models import PressureReport
from anjia.supervision.queries import figures_of, report_by_code, visible_to
from anjia.web.models import SubmittedForm
from anjia.web.once import new_token

ADDRESS = "203.0.113.77"
EVERYBODY = (
    "group_leader", "village_officer", "village_panel_member", "federation_exec_member", "resident_representative",
    "town_federation", "town_leading_group", "city_office", "inspector", "auditor", "administrator",
)  # fmt: skip


def report(village, pressure=Pressure.COMPULSORY, token=""):
    month = months_offered()[0]
    return report_pressure(village, pressure=pressure, month=month, token=token or new_token())


def filled(world, **changes):
    return {"village": world.village.pk, "pressure": "linked", "month": months_offered()[0], **changes}


def test_months_go_back_a_year():
    assert months_offered(date(2026, 2, 28))[:3] == ["2026-02", "2026-01", "2025-12"]
    assert len(set(months_offered())) == 12


def test_sent_twice_it_is_one_report_with_one_code(world):
    token = new_token()
    assert report(world.village, token=token).pk == report(world.village, token=token).pk
    assert report_by_code(code_for(token).lower().replace("-", " ")).region == world.village
    assert report_by_code("AAAA-BBBB-CCCC") is None


def test_the_clock_counts_working_days(world):
    made = report(world.village)
    assert made.due_on == add_working_days(timezone.localdate(), ANSWER_DAYS)


@pytest.mark.parametrize(("pressure", "month"), [("gossip", None), ("linked", "1999-01"), ("linked", "")])
def test_only_what_stands_in_the_lists_is_taken(world, pressure, month):
    with pytest.raises(Refused):
        report_pressure(
            world.village, pressure=pressure, month=months_offered()[0] if month is None else month, token="x"
        )
    with pytest.raises(Refused):
        report_pressure(world.town, pressure="linked", month=months_offered()[0], token="x")


def test_only_the_district_answers_and_only_once(world):
    made = report(world.village)
    for persona in EVERYBODY:
        assert not visible_to(getattr(world, persona)).exists()
        with pytest.raises(NotPermitted):
            answer_pressure(made, measure=Measure.POSTED, by=getattr(world, persona))
    with pytest.raises(Refused, match="“上访”"):
        answer_pressure(made, measure=Measure.POSTED, answer="有人上访", by=world.district_office)
    with pytest.raises(Refused, match="办理结果"):
        answer_pressure(made, measure="found_out_who", by=world.district_office)
    answered = answer_pressure(made, measure=Measure.POSTED, answer="已贴在公示栏。", by=world.district_office)
    assert (answered.state, answered.answered_on) == (ReportState.ANSWERED, timezone.localdate())
    with pytest.raises(Conflict):
        answer_pressure(made, measure=Measure.POSTED, by=world.district_office)


@pytest.mark.django_db(databases=["default", "services"])
def test_nothing_of_whoever_wrote_is_kept_anywhere(world):
    """Even somebody signed in, from a known address: no table gains a row but the report and a blind counter."""
    family(world.group)
    client = Client(REMOTE_ADDR=ADDRESS)
    client.force_login(world.group_leader)
    client.get(reverse("supervision:pressed"))
    before = {model: model.objects.count() for model in apps.get_models() if model._meta.managed}
    events, forms = AuditEvent.objects.count(), SubmittedForm.objects.count()
    answer = client.post(reverse("supervision:pressed"), filled(world, once=new_token()))
    assert answer.status_code == 302
    assert (AuditEvent.objects.count(), SubmittedForm.objects.count()) == (events, forms)
    grown = {m._meta.label for m, count in before.items() if m.objects.count() != count}
    assert grown <= {"supervision.PressureReport", "django_smart_ratelimit.RateLimitCounter"}
    counters = [row for model in apps.get_models() if "atelimit" in model._meta.label for row in model.objects.values()]
    assert not any(ADDRESS in str(row) for row in counters)


def test_the_report_itself_has_no_hour_no_order_and_no_tie_to_a_family(world):
    made = report(world.village)
    assert made.pk.version == 4
    kinds = {field.get_internal_type() for field in PressureReport._meta.concrete_fields if field.name != "updated_at"}
    assert "DateTimeField" not in kinds
    assert PressureReport.objects.get().updated_at is None
    related = {field.related_model for field in PressureReport._meta.get_fields() if field.is_relation}
    assert Household not in related
    assert {field.name for field in PressureReport._meta.get_fields()} == {
        "id", "version", "updated_at", "region", "pressure", "month", "state", "code_hash", "received_on", "due_on",
        "measure", "answer", "answered_on", "answered_by_id",
    }  # fmt: skip


def test_the_wish_to_leave_is_explained_and_not_kept(client, world):
    answer = client.post(reverse("supervision:pressed"), filled(world, wants_out="on"))
    page = client.get(answer["Location"]).content.decode()
    assert page.index("想退出，怎么退") < page.index("请记下查询码")
    assert "12338" in page
    assert "-" in page


def test_the_code_is_shown_once_and_leads_to_the_answer(client, world):
    token = new_token()
    answer = client.post(reverse("supervision:pressed"), filled(world, once=token))
    code = code_for(token)
    assert code in client.get(answer["Location"]).content.decode()
    assert code not in client.get(answer["Location"]).content.decode()
    seen = client.post(reverse("supervision:pressed_progress"), {"code": code}).content.decode()
    assert "区县办公室已收到" in seen
    answer_pressure(PressureReport.objects.get(), measure=Measure.UNLINKED, answer="已改正。", by=world.district_office)
    seen = client.post(reverse("supervision:pressed_progress"), {"code": code}).content.decode()
    assert "已制止把参加与待遇" in seen
    assert "已改正。" in seen
    assert "没有查到" in client.post(reverse("supervision:pressed_progress"), {"code": "AAAABBBBCCCC"}).content.decode()


def test_a_form_with_gaps_comes_back_with_what_is_missing(client, world):
    answer = client.post(reverse("supervision:pressed"), filled(world, pressure=""))
    assert answer.status_code == 422
    assert not PressureReport.objects.exists()
    answer = client.post(reverse("supervision:pressed"), filled(world, village=world.town.pk))
    assert answer.status_code == 422


def test_who_asks_too_often_waits_whichever_page_it_was(world):
    client = Client(REMOTE_ADDR=ADDRESS)
    answers = [client.post(reverse("supervision:pressed_progress"), {"code": "x"}).status_code for _n in range(20)]
    assert 429 not in answers
    assert client.post(reverse("supervision:pressed"), filled(world)).status_code == 429
    assert not PressureReport.objects.exists()


def test_the_way_in_stands_on_the_home_the_foot_and_every_public_page(client, world):
    for name in ("public:home", "notices:public_notices", "public:stored"):
        assert reverse("supervision:pressed") in client.get(reverse(name)).content.decode()


def test_the_district_works_it_off(client, world):
    made = report(world.village)
    client.force_login(world.district_office)
    assert "1 条“自愿参加反映”待答复" in client.get(reverse("console:home")).content.decode()
    assert "来园社区居委会" in client.get(reverse("supervision:reports")).content.decode()
    address = reverse("supervision:answer", args=[made.pk])
    assert "不要找是谁写的" in client.get(address).content.decode()
    assert client.post(address, {"measure": "posted", "answer": "信访户"}).status_code == 422
    assert client.post(address, {"measure": "posted", "answer": "已张贴。"}).status_code == 302
    assert "没有待答复的反映" in client.get(reverse("supervision:reports")).content.decode()
    assert "已张贴。" in client.get(address).content.decode()


@pytest.mark.parametrize("persona", EVERYBODY)
def test_nobody_else_finds_the_queue(client, world, persona):
    made = report(world.village)
    client.force_login(getattr(world, persona))
    for address in (
        reverse("supervision:reports"),
        reverse("supervision:figures"),
        reverse("supervision:answer", args=[made.pk]),
    ):
        assert client.get(address).status_code in {403, 404}


def test_the_list_asks_as_many_questions_for_three_as_for_one(client, world):
    client.force_login(world.district_office)
    report(world.village)
    client.get(reverse("supervision:reports"))

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("supervision:reports"))
        return len(asked)

    one = questions()
    report(world.other_village)
    report(world.neighbour_village)
    assert questions() == one


@pytest.mark.parametrize(
    ("here", "there", "shown", "total"),
    [(0, 0, [0, 0], 0), (4, 0, [None, 0], None), (6, 0, [6, 0], 6), (6, 3, [None, None], 9), (4, 4, [None, None], 8),
     (6, 7, [6, 7], 13)],
)  # fmt: skip
def test_small_numbers_and_what_would_betray_them_are_hidden(world, here, there, shown, total):
    for village, count in ((world.village, here), (world.neighbour_village, there)):
        for _n in range(count):
            report(village)
    rows, whole = figures_of(world.district_office, world.county)
    assert [row.count for row in rows] == shown
    assert whole == total


def test_figures_are_shown_to_the_district(client, world):
    for _n in range(3):
        report(world.village)
    client.force_login(world.district_office)
    page = client.get(reverse("supervision:figures")).content.decode()
    assert "少，不显示" in page


def test_nothing_of_it_is_noted_on_any_household(world):
    household = family(world.group)
    consent(household, proven=True)
    before = list(Household.objects.values()), list(household.consents.values())
    report(world.village, Pressure.SIGNED_FOR)
    assert (list(Household.objects.values()), list(household.consents.values())) == before


def test_a_year_after_the_answer_it_is_gone(world):
    for _n in range(2):
        answer_pressure(report(world.village), measure=Measure.REMINDED, by=world.district_office)
    old = PressureReport.objects.order_by("pk").first()
    PressureReport.objects.filter(pk=old.pk).update(answered_on=timezone.localdate() - timedelta(days=366))
    report(world.village)
    assert forget_answered() == 1
    assert PressureReport.objects.count() == 2
