"""Consents: asserted, proven by sheet, slip or witness, withdrawn at once (frame F1, F5; domain B10)."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import Paper, keep_paper, store_file
from anjia.documents.enums import PaperKind
from anjia.households.actions.cards import void_cards
from anjia.households.actions.consent_texts import current_text
from anjia.households.enums import ConsentKind, ConsentState, CorrectionState, ProofMethod, Verb
from anjia.households.family import own_only
from anjia.households.models import Consent, ConsentProof, Household
from anjia.households.search import slip_digest
from anjia.households.signals import participation_proven, participation_withdrawn, publication_changed
from anjia.households.workflow import CONSENT
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance_many
from anjia.regions.models import Region

SHEET_KIND = "consent_sheet"
PAPER_KIND = "households.paper"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
LONGEST_AGO = timedelta(days=366)
NOBODY = _("没有选中待补凭证的家庭。请勾选签了字的家庭。")
NO_WITNESS = _("代办须写明见证人，且见证人不能是经办人本人。")
LIVE = (ConsentState.ASSERTED, ConsentState.PROVEN)


@transaction.atomic
def prove_by_sheet(
    data: bytes,
    *,
    name: str,
    region: Region,
    participate: Collection[UUID],
    publish: Collection[UUID],
    by: Actor,
    signed_on: date | None = None,
) -> ConsentProof:
    """File one scanned signature sheet to its many families; `publish` are those that signed for their name too."""
    require(by, Verb.RECORD_CONSENT, region.path)
    if not participate and not publish:
        raise Refused(NOBODY)
    stored = store_file(data, name=name, kind=SHEET_KIND, region_path=region.path, by=by)
    return prove_by_file(stored.pk, region=region, participate=participate, publish=publish, by=by, signed_on=signed_on)


def prove_by_file(
    file_id: UUID,
    *,
    region: Region,
    participate: Collection[UUID],
    publish: Collection[UUID],
    by: Actor,
    signed_on: date | None = None,
) -> ConsentProof:
    """The families signed what stands in a file that is kept already. `signed_on` is the date on the paper."""
    check_signed_on(signed_on)
    proof = _proof(ProofMethod.SIGNATURE_SHEET, region, by, file_id=file_id, signed_on=signed_on)
    for ids, kind in ((participate, ConsentKind.PARTICIPATE), (publish, ConsentKind.PUBLISH)):
        assert_consents(ids, kind, by=by)
        _prove(Consent.objects.filter(household__in=ids, kind=kind), kind, proof, by)
    return proof


def check_signed_on(signed_on: date | None) -> None:
    """A date on paper lies in the past, and not before anybody asked. Raises Refused."""
    today = timezone.localdate()
    if signed_on is not None and not today - LONGEST_AGO <= signed_on <= today:
        raise Refused(_("纸上的签字日期不能晚于今天，也不能早于一年前。"), who=_("请对照原件核对日期。"))


@transaction.atomic
def prove_by_witness(
    household: Household,
    *,
    kinds: Iterable[str],
    witness: str,
    second_witness: str = "",
    by: Actor,
    signed_on: date | None = None,
) -> ConsentProof:
    """代办: the family said so before a witness, who is not the one who enters it."""
    if not witness.strip() or witness.strip() == str(by):
        raise Refused(NO_WITNESS)
    require(by, Verb.RECORD_CONSENT, household.region.path)
    check_signed_on(signed_on)
    witnesses = {"witness": witness.strip(), "second_witness": second_witness.strip()}
    proof = _proof(ProofMethod.WITNESSED, household.region, by, **witnesses, signed_on=signed_on)
    for kind in kinds:
        assert_consents([household.pk], kind, by=by)
        _prove(household.consents.filter(kind=kind), kind, proof, by)
    return proof


@transaction.atomic
def agree_oneself(household: Household, *, kind: str, by: Actor) -> ConsentProof:
    """The family agrees on line, signed in by its card: that is the proof (frame F1, F5)."""
    require(by, Verb.RECORD_CONSENT, household.region.path)
    own_only(by, household.pk)
    if not household.is_active:
        raise Refused(_("您家已经退出，资料已不在登记册里。"), who=_("想再参加，请告诉村（社区）。"))
    if kind == ConsentKind.PUBLISH and not household.consents.filter(kind=ConsentKind.PARTICIPATE, state__in=LIVE):
        raise Refused(_("您家还没有参加，先同意参加，再决定公开不公开全名。"))
    assert_consents([household.pk], kind, by=by)
    proof = _proof(ProofMethod.OWN_CARD, household.region, by)
    if not _prove(household.consents.filter(kind=kind), kind, proof, by):
        raise Refused(_("您家已经同意过了，不用再办。"))
    return proof


@transaction.atomic
def issue_slip_codes(households: Sequence[Household], *, by: Actor) -> dict[UUID, str]:
    """A fresh code per family for its printed slip; only digests are kept, an older slip is void.

    It proves the consent when it comes back signed, and stays the family's own key to its page (frame F1).
    """
    codes = {household.pk: "".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH)) for household in households}
    for household in households:
        require(by, Verb.RECORD_CONSENT, household.region.path)
    waiting = list(
        Consent.objects.filter(household__in=list(codes), kind=ConsentKind.PARTICIPATE, state__in=LIVE).order_by("pk")
    )
    for consent in waiting:
        consent.slip_code_hash = slip_digest(codes[consent.household_id])
    Consent.objects.bulk_update(waiting, ["slip_code_hash"], batch_size=500)
    paths = {household.pk: household.region.path for household in households}
    entries = [(consent.pk, paths[consent.household_id], None, {"slip": "issued"}) for consent in waiting]
    audit.record_many(Verb.RECORD_CONSENT, Consent._meta.label_lower, entries, by=by)
    return {consent.household_id: codes[consent.household_id] for consent in waiting}


@transaction.atomic
def prove_by_codes(codes: Iterable[str], *, by: Actor) -> tuple[list[UUID], list[str]]:
    """Codes from returned slips; returns the families they prove and the codes that fit none here."""
    digests = {slip_digest(code): code for code in codes}
    found = Consent.objects.filter(slip_code_hash__in=list(digests), state=ConsentState.ASSERTED)
    mine = [
        consent
        for consent in found.select_related("household__region").order_by("pk")
        if by.may(Verb.RECORD_CONSENT, consent.household.region.path)
    ]
    proven: list[UUID] = []
    for consent in mine:
        proof = _proof(ProofMethod.SLIP_CODE, consent.household.region, by)
        proven += _prove(Consent.objects.filter(pk=consent.pk), ConsentKind.PARTICIPATE, proof, by)
    used = {consent.slip_code_hash for consent in mine}
    return proven, [code for digest, code in digests.items() if digest not in used]


def assert_consents(ids: Collection[UUID], kind: str, *, by: Actor) -> int:
    """Enter an asserted consent for the families that have no live one of the kind; returns how many."""
    live = set(
        Consent.objects.filter(household__in=ids, kind=kind, state__in=LIVE).values_list("household_id", flat=True)
    )
    missing = [pk for pk in ids if pk not in live]
    if not missing:
        return 0
    text, today = current_text(kind), timezone.localdate()
    Consent.objects.bulk_create(
        [Consent(household_id=pk, kind=kind, text=text, asserted_on=today) for pk in missing], batch_size=500
    )
    paths = dict(Household.objects.filter(pk__in=missing).order_by().values_list("pk", "region__path"))
    entries = [(pk, paths[pk], None, {"consent": str(kind), "state": ConsentState.ASSERTED}) for pk in missing]
    audit.record_many(Verb.RECORD_CONSENT, Household._meta.label_lower, entries, by=by)
    return len(missing)


def _proof(method: str, region: Region, by: Actor, **fields: object) -> ConsentProof:
    return ConsentProof.objects.create(
        method=method, region=region, recorded_on=timezone.localdate(), recorded_by_id=by.pk, **fields
    )


def _prove(consents: QuerySet[Consent], kind: str, proof: ConsentProof, by: Actor) -> list[UUID]:
    told = {"proof": proof.pk, "proven_at": timezone.now()}
    moved = advance_many(consents, CONSENT["prove"], by=by, set=told)
    ids = list(Consent.objects.filter(pk__in=moved).order_by().values_list("household_id", flat=True))
    if ids:
        signal = participation_proven if kind == ConsentKind.PARTICIPATE else publication_changed
        signal.send(sender=Consent, ids=ids, by=by)
    return ids


@transaction.atomic
def withdraw_participation(household: Household, *, by: Actor, note: str = "", paper: Paper | None = None) -> None:
    """The family leaves: every consent ends, it is out of the registry and of every notice at once.

    What was handed in on `paper` keeps its own date; it has effect when it is typed in, the same day as a rule.
    """
    own_only(by, household.pk)
    consents = household.consents.filter(state__in=LIVE)
    moved = advance_many(
        consents, CONSENT["withdraw"], by=by, note=note, set={"withdrawn_at": timezone.now(), "slip_code_hash": None}
    )
    if not moved:
        raise Refused(_("这户没有有效的同意可以撤回。"))
    Household.objects.filter(pk=household.pk).update(is_active=False)
    void_cards([household.pk])
    forget_corrections(household)
    _keep_withdrawal(household, paper, by)
    participation_withdrawn.send(sender=Consent, ids=[household.pk], by=by)
    household.refresh_from_db()


def _keep_withdrawal(household: Household, paper: Paper | None, by: Actor) -> None:
    if paper is not None:
        form, place = PaperKind.WITHDRAWAL, household.region
        keep_paper(paper, form, place, file_kind=PAPER_KIND, subject_id=household.pk, by=by)


def forget_corrections(household: Household) -> None:
    """The names of past corrections go with the family; an open one is not pursued."""
    household.corrections.filter(state=CorrectionState.PROPOSED).delete()
    household.corrections.update(before_name="", after_name="", before_birth="", after_birth="")


@transaction.atomic
def withdraw_publication(household: Household, *, by: Actor, paper: Paper | None = None) -> None:
    """Only the full name is taken back; the family stays."""
    own_only(by, household.pk)
    consents = household.consents.filter(kind=ConsentKind.PUBLISH, state__in=LIVE)
    if not advance_many(consents, CONSENT["withdraw"], by=by, set={"withdrawn_at": timezone.now()}):
        raise Refused(_("这户没有同意公示姓名，无需撤回。"))
    _keep_withdrawal(household, paper, by)
    publication_changed.send(sender=Consent, ids=[household.pk], by=by)
