"""Only by a signed agreement, visited as agreed, left at will; a quarter read both ways (A9-5, A8-5, A8-6)."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, grants
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import assign_case, close_case, reopen_case, take_in, withdraw_consent
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.figures import closed_quarters
from anjia.services.models import Case, CaseFile, Deadline
from anjia.services.reintegration.actions import (
    draft_agreement,
    enter_report,
    erase_reintegration,
    record_placement,
    record_visit,
    sign_agreement,
    withdraw_reintegration,
)
from anjia.services.reintegration.enums import HelpState, Placement, Verb
from anjia.services.reintegration.kind import acts, client_acts
from anjia.services.reintegration.models import HelpVisit, PlacementReport, Reintegration
from anjia.services.reintegration.placed import placed_of
from anjia.services.reintegration.queries import reintegration_of
from anjia.services.reintegration.workflow import REINTEGRATION
from anjia.services.shares import share
from anjia.web.once import new_token

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
AS_PRINTED = {"land": 624, "own_trade": 97, "subsistence": 3, "employed": 11, "other": 224}


@pytest.fixture
def case(world):
    said = told(topic="labour", further={"wishes": "想学电焊"})
    case = take_in("reintegration", world.village, said, source=Source.ONLINE, token=new_token(), by=SYSTEM)
    assign_case(case, world.case_worker, by=world.case_supervisor)
    return case


def signed(world, case, **changes):
    today = timezone.localdate()
    said = {"on": today, "ends_on": today + timedelta(days=365), "visit_days": 30, **changes}
    return sign_agreement(reintegration_of(case), **said, by=world.case_worker)


def report(**changes):
    return PlacementReport(people=1003, **{**AS_PRINTED, **changes})


def test_state_by_transition_by_role(world, case):
    row, today = reintegration_of(case), timezone.localdate()
    agreed = {"agreed_on": today, "ends_on": today + timedelta(days=9), "visit_days": 30}
    for state in HelpState:
        for step in REINTEGRATION:
            for role in ROLES:
                Reintegration.objects.filter(pk=row.pk).update(state=state, **agreed)
                row.refresh_from_db()
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(row, step, by=getattr(world, role))
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(row, step, by=getattr(world, role))
                else:
                    assert advance(row, step, by=getattr(world, role)).state == step.target


def test_only_the_walled_hold_any_of_its_verbs():
    assert grants.roles_with(Verb.HANDLE) == grants.roles_with(Verb.FOLLOW) == {"case_worker", "case_supervisor"}
    assert grants.roles_with(Verb.ENTER_FIGURES) == {"case_supervisor"}


def test_no_column_grades_or_marks_anybody():
    """Frame F3: no list of persons to control, no past, no risk."""
    names = {field.name for model in (Reintegration, HelpVisit) for field in model._meta.get_fields()}
    assert names == {
        "id", "created_at", "updated_at", "case", "state", "wishes", "agreed_on", "ends_on", "visit_days",
        "placement", "placed_on", "placed_words", "visits", "reintegration", "visited_on", "words", "visited_by_id",
    } | (names & {"created_by", "updated_by", "version"})  # fmt: skip


def test_nothing_begins_before_the_agreement_is_signed(world, case):
    by, row, today = world.case_worker, reintegration_of(case), timezone.localdate()
    for act in (
        lambda: record_visit(row, on=today, words="x", by=by),
        lambda: record_placement(row, placement="land", on=today, by=by),
    ):
        with pytest.raises(Conflict, match="待商量"):
            act()
    assert not Deadline.objects.filter(case=case).exists()
    assert [act.name for act in acts(case, by)] == ["sign", "draft"]
    draft_agreement(row, by=by)
    assert CaseFile.objects.get(case=case).by_code
    made = signed(world, case)
    assert made.state == HelpState.AGREED
    assert [c.given for c in case.client.consents.filter(withdrawn_on__isnull=True)] == ["signed"]
    with pytest.raises(Conflict):
        draft_agreement(made, by=by)
    assert [act.name for act in acts(case, by)] == ["visit", "place"]


@pytest.mark.parametrize(
    "changes",
    [{"on": 1}, {"ends_on": 0}, {"visit_days": 0}, {"visit_days": 91}],
)
def test_an_agreement_that_cannot_be_is_refused(world, case, changes):
    today = timezone.localdate()
    said = {key: n if key == "visit_days" else today + timedelta(days=n) for key, n in changes.items()}
    with pytest.raises(Refused):
        signed(world, case, **said)
    assert reintegration_of(case).state == HelpState.RECEIVED


def test_it_is_the_lead_who_signs_and_nobody_outside_does_anything(world, case):
    stranger, today = persona("case_supervisor", world.county), timezone.localdate()
    row = reintegration_of(case)
    with pytest.raises(NotPermitted):
        sign_agreement(row, on=today, ends_on=today + timedelta(days=9), visit_days=9, by=world.case_supervisor)
    signed(world, case)
    row.refresh_from_db()
    for act in (
        lambda: draft_agreement(row, by=stranger),
        lambda: record_visit(row, on=today, words="x", by=stranger),
        lambda: record_placement(row, placement="land", on=today, by=stranger),
        lambda: withdraw_reintegration(row, by=stranger),
    ):
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_each_visit_sets_the_next_as_agreed(world, case):
    by, today = world.case_worker, timezone.localdate()
    row = signed(world, case, visit_days=14)
    clock = Deadline.objects.get(case=case, rule=Rule.REINTEGRATION_VISIT, met_on__isnull=True)
    assert clock.literal_on == today + timedelta(days=14)
    for on, words in ((today + timedelta(days=1), "x"), (today, " ")):
        with pytest.raises(Refused):
            record_visit(row, on=on, words=words, by=by)
    record_visit(row, on=today, words="报了电焊班", by=by)
    assert Deadline.objects.filter(case=case, met_on__isnull=True).count() == 1
    assert HelpVisit.objects.get().words == "报了电焊班"


def test_how_somebody_found_their_feet(world, case):
    by, today = world.case_worker, timezone.localdate()
    row = signed(world, case)
    for placement, on in (("prison", today), ("land", today + timedelta(days=1))):
        with pytest.raises(Refused):
            record_placement(row, placement=placement, on=on, by=by)
    record_placement(row, placement=Placement.OWN_TRADE, on=today, words="修车铺", by=by)
    row.refresh_from_db()
    assert (row.placement, row.placed_words) == (Placement.OWN_TRADE, "修车铺")


def test_left_at_will_and_taken_up_only_by_a_new_agreement(world, case):
    row = signed(world, case)
    assert [act.name for act in client_acts(case)] == ["withdraw"]
    assert withdraw_reintegration(row).state == HelpState.WITHDRAWN
    assert not client_acts(case)
    assert not Deadline.objects.filter(case=case, met_on__isnull=True).exists()
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    row = reintegration_of(case)
    assert (row.state, row.agreed_on) == (HelpState.RECEIVED, None)
    close_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    assert reintegration_of(case).state == HelpState.CLOSED


def test_consent_taken_back_ends_it_and_erasing_leaves_no_word(world, case):
    record_visit(signed(world, case), on=timezone.localdate(), words="x", by=world.case_worker)
    withdraw_consent(case, purpose="handle")
    row = reintegration_of(case)
    assert row.state == HelpState.WITHDRAWN
    erase_reintegration(case)
    assert not HelpVisit.objects.exists()
    assert reintegration_of(case).wishes == ""


def test_the_two_readings_of_95_6_per_cent():
    """A8-5: 959 of 1003 with income support, 956 of 1000 without; neither is said without its denominator."""
    placed = placed_of(report())
    assert placed.counted == (959, 956)
    assert share(959, 1003) == share(956, 1000) == "95.6%"
    assert [share(959, n) for n in (1002, 1004)] == ["95.7%", "95.5%"]
    assert share(placed.strict, placed.people) == "95.3%"


def test_agreements_of_more_than_eight_hundred():
    """A8-6: the share depends on the denominator that is taken."""
    assert (share(800, 1003), share(800, 1000)) == ("79.8%", "80.0%")


def test_a_quarter_is_entered_with_its_denominator_and_source(world):
    quarter = closed_quarters()[0]
    said = {"people": 1003, **AS_PRINTED, "counts_subsistence": True, "is_approx": True}
    chief = persona("case_supervisor", world.county)
    with pytest.raises(NotPermitted):
        enter_report(world.county, quarter=quarter, source="区司法局", **said, by=world.case_worker)
    for changes in ({"source": " "}, {"quarter": "2031Q1"}, {"people": 958}):
        with pytest.raises(Refused):
            enter_report(world.county, **{"quarter": quarter, "source": "区司法局", **said, **changes}, by=chief)
    enter_report(world.county, quarter=quarter, source="区司法局", **said, by=chief)
    enter_report(world.county, quarter=quarter, source="区司法局", **{**said, "people": 1000}, by=chief)
    assert PlacementReport.objects.get().people == 1000


def test_the_page_shows_both_readings(world):
    chief = persona("case_supervisor", world.county)
    browser = Browser()
    browser.force_login(chief)
    assert "还没有登记" in browser.get(reverse("reintegration:placements")).content.decode()
    said = {"quarter": closed_quarters()[0], "people": 1003, **AS_PRINTED, "source": "区司法局", "once": new_token()}
    assert browser.post(reverse("reintegration:enter"), {**said, "people": 9}).status_code == 422
    assert browser.post(reverse("reintegration:enter"), {**said, "once": new_token()}).status_code == 302
    shown = browser.get(reverse("reintegration:placements")).content.decode()
    assert "95.6%" in shown
    assert "95.3%" in shown
    worker = Browser()
    worker.force_login(world.case_worker)
    assert worker.get(reverse("reintegration:enter")).status_code == 403


def test_the_steps_on_screen(world, case):
    browser, today = Browser(), timezone.localdate()
    browser.force_login(world.case_worker)

    def send(act, **said):
        return browser.post(reverse("reintegration:act", args=[case.pk, act]), {"once": new_token(), **said})

    assert send("draft").status_code == 302
    assert send("sign", on=today, ends_on=today, visit_days=30).status_code == 422
    assert send("sign", on=today, ends_on=date(today.year + 1, 1, 1), visit_days=30).status_code == 302
    assert send("visit", on=today, words="见了面").status_code == 302
    assert send("place", placement="employed", on=today).status_code == 302
    assert send("gossip").status_code == 404
    shown = browser.get(reverse("services:case", args=[case.pk])).content.decode()
    for words in ("想学电焊", "见了面", "安置实体就业", "登记走访"):
        assert words in shown
