"""Families at every point of a notice, for tests of this slice and of those above it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, family_in
from anjia.evaluations.models import Candidacy
from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models import Consent, ConsentProof, ConsentText, Household
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.notices.actions import file_objection, publish_notice
from anjia.notices.enums import ObjectionGround
from anjia.notices.models import NoticeEntry, Objection, PublicNotice
from anjia.notices.workflow import NOTICE
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

NAMES = ("王小明", "李建军", "陈红", "欧阳春兰", "赵*明")


def publication_consent(household: Household, state: str = ConsentState.PROVEN) -> Consent:
    """The family's consent to be shown by its full name."""
    today = timezone.localdate()
    text, _new = ConsentText.objects.get_or_create(
        kind=ConsentKind.PUBLISH, edition=1, defaults={"text": "同意公示姓名。", "effective_from": date(2020, 1, 1)}
    )
    proof = ConsentProof.objects.create(
        method=ProofMethod.WITNESSED,
        region=household.region,
        witness="张见证",
        recorded_on=today,
        recorded_by_id=uuid7(),
    )
    proven = {"proof": proof, "proven_at": timezone.now()} if state == ConsentState.PROVEN else {}
    return Consent.objects.create(
        household=household, kind=ConsentKind.PUBLISH, text=text, state=state, asserted_on=today, **proven
    )


def approved_families(group: Region, cycle: ProgrammeCycle, names: tuple[str, ...] = NAMES[:3]) -> list[Candidacy]:
    """Approved candidacies of one group; nobody has agreed to be shown by full name."""
    return [
        candidacy_in(S.APPROVED, group=group, cycle=cycle, household=family_in(group, head_name=name)) for name in names
    ]


def running_notice(
    group: Region, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3], by: Any = SYSTEM
) -> PublicNotice:
    """A notice of the group's village, put up now."""
    approved_families(group, cycle, names)
    return publish_notice(Region.objects.get(children=group), cycle, by=by)


def ended_notice(group: Region, cycle: ProgrammeCycle, *, names: tuple[str, ...] = NAMES[:3]) -> PublicNotice:
    """A notice that was over yesterday."""
    notice = running_notice(group, cycle, names=names)
    today = timezone.localdate()
    dates = {"starts_on": today - timedelta(days=12), "counted_from": today - timedelta(days=12)}
    dates["ends_on"] = today - timedelta(days=1)
    return advance(notice, NOTICE["end"], by=SYSTEM, set={**dates, "ended_at": timezone.now()})


def objection_to(entry: NoticeEntry, **fields: Any) -> Objection:
    """An anonymous objection to an entry."""
    values = {"ground": ObjectionGround.WRONG_DATA, "statement": "组别写错了。", "token": str(uuid7())}
    return file_objection(entry, **{**values, **fields})
