"""The court's days (domain B6): thirty to ask together, three to accept, fifteen to decide and ten more."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.enums import Rule
from anjia.services.actions import close_case
from anjia.services.enums import Waits
from anjia.services.mediation.actions import (
    ask_court,
    confirm_agreement,
    make_agreement,
    mediate_again,
    note_court_accepted,
    note_court_extended,
    refuse_confirmation,
)
from anjia.services.mediation.enums import Form, MediationState
from anjia.services.mediation.factories import agreed, mediation_case
from anjia.services.mediation.kind import acts
from anjia.services.mediation.models import Agreement
from anjia.services.mediation.queries import mediation_of
from anjia.services.models import Case, CaseFile, Deadline
from anjia.services.queries import deadlines_of


def at(time_machine, month, day):
    time_machine.move_to(datetime(2026, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.fixture
def settled(world, time_machine):
    """Agreed and in effect on 31 January 2026."""
    at(time_machine, 1, 31)
    case = mediation_case(world)
    return case, agreed(case, world)


def running(case):
    return {d.rule: d for d in Deadline.objects.filter(case=case, met_on__isnull=True)}


def test_thirty_days_from_its_effect_to_ask_the_court(settled):
    """B6: in effect 2026-01-31, at the latest 2026-03-02."""
    case, _mediation = settled
    deadline = running(case)[Rule.MEDIATION_CONFIRM]
    assert (deadline.literal_on, deadline.due_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert (deadline.basis, deadline.waits_for) == ("人民调解法第33条", Waits.CLIENT)
    assert not [d for d in deadlines_of(case) if d.rule == Rule.MEDIATION_USUAL and d.met_on is None]


def test_both_ask_together_in_time_and_not_tomorrow(world, settled, time_machine):
    case, mediation = settled
    with pytest.raises(Refused, match="共同申请"):
        ask_court(mediation, by=world.case_worker)
    at(time_machine, 3, 3)
    with pytest.raises(Refused, match="2026-03-02"):
        ask_court(mediation, both_ask=True, by=world.case_worker)
    with pytest.raises(Refused):
        ask_court(mediation, both_ask=True, on=date(2026, 1, 30), by=world.case_worker)
    # What was handed in on the last day is entered with its day.
    mediation = ask_court(mediation, both_ask=True, on=date(2026, 3, 2), by=world.case_worker)
    assert (mediation.state, mediation.asked_court_on) == (MediationState.CONFIRMING, date(2026, 3, 2))
    assert running(case).keys() == {Rule.COURT_ACCEPT}


def test_a_day_to_come_is_no_day(world, settled):
    _case, mediation = settled
    with pytest.raises(Refused, match="晚于今天"):
        ask_court(mediation, both_ask=True, on=date(2026, 2, 3), by=world.case_worker)


def test_the_court_accepts_takes_longer_and_confirms(world, settled, time_machine):
    case, mediation = settled
    by = world.case_worker
    at(time_machine, 2, 2)
    mediation = ask_court(mediation, both_ask=True, by=by)
    assert running(case)[Rule.COURT_ACCEPT].due_on == date(2026, 2, 5)
    assert running(case)[Rule.COURT_ACCEPT].waits_for == Waits.OTHERS
    with pytest.raises(Conflict):
        note_court_extended(mediation, days=10, reason="须补充材料", by=by)
    with pytest.raises(Refused):
        note_court_accepted(mediation, on=date(2026, 2, 1), by=by)
    assert {act.name for act in acts(case, by)} == {"confirm", "refuse", "court_accepted", "follow_up"}
    at(time_machine, 2, 4)
    note_court_accepted(mediation, by=by)
    with pytest.raises(Conflict):
        note_court_accepted(mediation, by=by)
    deciding = running(case)[Rule.COURT_DECIDE]
    assert deciding.literal_on == date(2026, 2, 19)
    assert deciding.is_rolled, "the spring festival"
    with pytest.raises(Refused):
        note_court_extended(mediation, days=11, reason="须补充材料", by=by)
    assert note_court_extended(mediation, days=10, reason="须补充材料", by=by).literal_on == date(2026, 3, 1)
    assert "court_extended" not in {act.name for act in acts(case, by)}
    with pytest.raises(Refused):
        confirm_agreement(mediation, on=date(2026, 2, 1), by=by)
    with pytest.raises(Refused):
        confirm_agreement(mediation, on=date(2026, 2, 5), by=by)
    with pytest.raises(NotPermitted):
        confirm_agreement(mediation, by=world.case_supervisor)
    mediation = confirm_agreement(mediation, by=by)
    assert (mediation.state, mediation.decided_on) == (MediationState.CONFIRMED, date(2026, 2, 4))
    assert running(case) == {}
    close_case(case, by=by)
    assert Case.objects.get(pk=case.pk).closed_on == date(2026, 2, 4)


def test_not_confirmed_both_may_agree_anew(world, settled, time_machine):
    case, mediation = settled
    by = world.case_worker
    at(time_machine, 2, 10)
    mediation = refuse_confirmation(ask_court(mediation, both_ask=True, by=by), by=by)
    assert (mediation.state, running(case)) == (MediationState.UNCONFIRMED, {})
    mediation = mediate_again(mediation, by=by)
    assert (mediation.state, mediation.asked_court_on) == (MediationState.MEDIATING, None)
    words = {"facts": "界墙倒了", "terms": "由一方修", "performance": "月底前"}
    mediation = make_agreement(mediation, form=Form.ORAL, effective_on=date(2026, 2, 10), **words, by=by)
    assert Agreement.objects.get().terms == "由一方修"
    assert running(case)[Rule.MEDIATION_CONFIRM].literal_on == date(2026, 3, 12)
    # The paper of the first stays among the papers.
    assert CaseFile.objects.filter(case=case, kind="agreement").count() == 2


def test_after_thirty_days_it_may_close(world, settled, time_machine):
    case, _mediation = settled
    at(time_machine, 3, 2)
    with pytest.raises(Refused, match="2026-03-02"):
        close_case(case, by=world.case_worker)
    at(time_machine, 3, 3)
    close_case(case, by=world.case_supervisor)
    assert mediation_of(case).state == MediationState.CLOSED
