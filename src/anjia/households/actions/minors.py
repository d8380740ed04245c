"""Members under fourteen: the guardian's consent, its deadline, and the fourteenth birthday (domain B9; 个保法 31)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import store_file
from anjia.households.actions.consents import SHEET_KIND
from anjia.households.actions.households import GUARDIAN_DAYS
from anjia.households.age import CHILD, is_under
from anjia.households.enums import MinorConsentKind, ProofMethod, Verb
from anjia.households.models import ConsentProof, HouseholdMember, MinorConsent
from anjia.households.queries.minors import under_fourteen, without_guardian
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require


@transaction.atomic
def record_minor_consent(
    member: HouseholdMember,
    *,
    given_on: date,
    by: Actor,
    guardian_name: str = "",
    guardian: str = "",
    witness: str = "",
    scan: bytes = b"",
    scan_name: str = "",
) -> MinorConsent:
    """Under fourteen the guardian's consent, from fourteen on the young person's own; with a scan or a witness.

    Raises Refused without a proof, without the guardian, or for a day that is still to come.
    """
    path = member.household.region.path
    require(by, Verb.RECORD_CONSENT, path)
    is_child = is_under(CHILD, member.birth)
    if not member.birth:
        raise Refused(_("还没有登记出生年月，不知道该由谁同意。请先补上。"))
    if given_on > timezone.localdate():
        raise Refused(_("同意日期 %(day)s 还没有到。") % {"day": given_on})
    if is_child and not (guardian_name.strip() and guardian):
        raise Refused(_("%(name)s不满 14 周岁，要由监护人同意。请写明监护人和关系。") % {"name": member.name})
    if member.consents.filter(kind=_kind(is_child)).exists():
        raise Conflict(_("这项同意已经登记过。"))
    consent = MinorConsent.objects.create(
        household_id=member.household_id,
        member=member,
        kind=_kind(is_child),
        guardian_name=guardian_name.strip() if is_child else "",
        guardian=guardian if is_child else "",
        proof=_proof(member, witness.strip(), scan, scan_name, by),
        given_on=given_on,
        recorded_by_id=by.pk,
    )
    HouseholdMember.objects.filter(pk=member.pk).update(consent_due_on=None)
    audit.record(Verb.RECORD_CONSENT, consent, by=by, after={"kind": consent.kind}, region_path=path)
    return consent


def _kind(is_child: bool) -> MinorConsentKind:
    return MinorConsentKind.GUARDIAN if is_child else MinorConsentKind.OWN


def _proof(member: HouseholdMember, witness: str, scan: bytes, scan_name: str, by: Actor) -> ConsentProof:
    region = member.household.region
    told = {"region": region, "recorded_on": timezone.localdate(), "recorded_by_id": by.pk}
    if scan:
        stored = store_file(scan, name=scan_name, kind=SHEET_KIND, region_path=region.path, by=by)
        return ConsentProof.objects.create(method=ProofMethod.SIGNATURE_SHEET, file_id=stored.pk, **told)
    if not witness or witness == str(by):
        raise Refused(_("请上传签了字的同意书，或写明见证人；见证人不能是经办人本人。"))
    return ConsentProof.objects.create(method=ProofMethod.WITNESSED, witness=witness, **told)


@transaction.atomic
def forget_unconsented() -> int:
    """Set the day for children that have none yet; delete those whose day has passed. Returns how many were deleted.

    The number of residents stays; only what was known of the child goes.
    """
    today = timezone.localdate()
    under_fourteen().filter(without_guardian(), consent_due_on__isnull=True).update(
        consent_due_on=today + timedelta(days=GUARDIAN_DAYS), version=F("version") + 1
    )
    late = under_fourteen().filter(without_guardian(), consent_due_on__lt=today).order_by()
    gone: list[tuple[UUID, str]] = list(late.values_list("household_id", "household__region__path"))
    late_ids = list(late.values_list("pk", flat=True))
    HouseholdMember.objects.filter(pk__in=late_ids).delete()
    told = [(household_id, path, None, {"member": "forgotten"}) for household_id, path in gone]
    audit.record_many(Verb.RECORD_CONSENT, "households.household", told, by=SYSTEM)
    return len(gone)
