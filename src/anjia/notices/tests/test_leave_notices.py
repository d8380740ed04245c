import pytest

from anjia.evaluations.factories import open_cycle
from anjia.households.enums import ConsentState
from anjia.households.models import Consent
from anjia.households.signals import head_renamed, participation_withdrawn, publication_changed
from anjia.kernel.models import AuditEvent
from anjia.notices.enums import EntryState
from anjia.notices.factories import publication_consent, running_notice
from anjia.notices.models import NoticeEntry
from anjia.notices.queries import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(world):
    return running_notice(world.group, open_cycle(world.county), names=("王小明", "李建军"))


@pytest.fixture
def household(notice):
    return notice.entries.get(shown_name="王*明").household


def names(notice) -> set[str]:
    return set(listed(notice).values_list("shown_name", flat=True))


def test_a_family_that_withdraws_is_gone_at_once_and_leaves_no_name(world, notice, household):
    participation_withdrawn.send(sender=type(household), ids=[household.pk], by=world.village_officer)

    gone = NoticeEntry.objects.get(household=household)
    assert names(notice) == {"李*军"}
    assert (gone.state, gone.shown_name) == (EntryState.LEFT, "")
    assert AuditEvent.objects.get(object_id=gone.pk).actor_id == world.village_officer.pk


def test_withdrawing_twice_or_without_a_notice_changes_nothing(world, notice, household):
    for _time in range(2):
        participation_withdrawn.send(sender=type(household), ids=[household.pk], by=world.village_officer)

    assert AuditEvent.objects.filter(object_type="notices.noticeentry").count() == 1


def test_consent_to_be_shown_changes_the_name_at_once_both_ways(world, notice, household):
    consent = publication_consent(household)
    publication_changed.send(sender=Consent, ids=[household.pk], by=world.village_officer)
    assert names(notice) == {"王小明", "李*军"}

    Consent.objects.filter(pk=consent.pk).update(state=ConsentState.WITHDRAWN, withdrawn_at=consent.proven_at)
    publication_changed.send(sender=Consent, ids=[household.pk], by=world.village_officer)
    assert names(notice) == {"王*明", "李*军"}


def test_the_trail_of_a_shown_name_holds_no_name(world, notice, household):
    publication_consent(household)
    publication_changed.send(sender=Consent, ids=[household.pk], by=world.village_officer)

    event = AuditEvent.objects.get(verb="notices.rename_entry")
    assert "王" not in str(event.after)


def test_a_corrected_name_is_corrected_on_the_notice(world, notice, household):
    type(household).objects.filter(pk=household.pk).update(head_name="汪晓明")
    head_renamed.send(
        sender=type(household), household=household, before="王小明", after="汪晓明", by=world.village_officer
    )

    assert names(notice) == {"汪*明", "李*军"}
