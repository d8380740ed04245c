"""The family card: printed anew at will, opened by code and PIN, dead after ten wrong ones (issue “family's side”).

Nothing tells a code that was given out from one that was not: both are counted by their digest, both cost the same
digest of the PIN, and both get the same answer.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb
from anjia.households.models import FamilyCard, FamilySession, Household
from anjia.kernel import audit
from anjia.kernel.crypto import blind_index
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.schedules import every
from anjia.web.limits import Limit, count_key

# A word that no drawn code begins with: these cards are known to everybody, and good in a demonstration only.
DEMO_PREFIX = "YANSHI"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH, PIN_LENGTH = 8, 6
MOST_WRONG = 10
A_CODE = Limit(5, minutes=15)
OPEN_FOR = timedelta(minutes=20)
# Cheap enough for a whole village's cards in one go, dear enough to hold up who has the table but not the key.
SCRYPT = {"n": 2**11, "r": 8, "p": 1, "dklen": 32}
NO_MATCH = _("卡号和密码没有对上。请看着卡再输一次；补印过的，以最后一张为准。连着输错的卡会停用，请村（社区）补印。")
TOO_MANY = _("这张卡输错的次数太多，请过一刻钟再试，或请村（社区）补印一张。")


@dataclass(frozen=True)
class Printed:
    """What a card shows; it exists on paper only."""

    household: Household
    code: str
    pin: str


def code_digest(code: str) -> str:
    """What is kept of a code: case, spaces and dashes do not matter."""
    return blind_index(_letters(code), "family-card")


def _letters(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())


def pin_digest(code_hash: str, pin: str) -> str:
    """Salted by the card, keyed by a secret outside the database, slow."""
    keyed = blind_index(f"{code_hash}:{pin}", "family-pin")
    return hashlib.scrypt(keyed.encode(), salt=code_hash.encode(), **SCRYPT).hex()


@transaction.atomic
def issue_cards(households: Sequence[Household], *, by: Actor) -> list[Printed]:
    """A card for each family; whatever card or open page it had is void. The caller prints and forgets."""
    for path in {household.region.path for household in households}:
        require(by, Verb.ISSUE_CARDS, path)
    if any(not household.is_active for household in households):
        raise Refused(_("已经退出的家庭不能印卡。"))
    printed = [Printed(household, _drawn(ALPHABET, CODE_LENGTH), _pin()) for household in households]
    put_cards(printed, by=by)
    return printed


@transaction.atomic
def end_cards(households: Sequence[Household], *, by: Actor) -> int:
    """Cards lost or given back: they open nothing any more, and pages open by them close. Returns how many."""
    for path in {household.region.path for household in households}:
        require(by, Verb.ISSUE_CARDS, path)
    held = FamilyCard.objects.filter(household__in=[h.pk for h in households], voided_at__isnull=True)
    with_card = set(held.values_list("household_id", flat=True))
    void_cards(with_card)
    FamilySession.objects.filter(household__in=with_card).delete()
    entries = [(h.pk, h.region.path, None, {"card": "ended"}) for h in households if h.pk in with_card]
    audit.record_many(Verb.ISSUE_CARDS, Household._meta.label_lower, entries, by=by)
    return len(with_card)


@transaction.atomic
def put_cards(printed: Sequence[Printed], *, by: Actor) -> None:
    """Make the families' cards open by what is printed, instead of whatever they had. Permission was checked."""
    families = [card.household.pk for card in printed]
    void_cards(families)
    FamilySession.objects.filter(household__in=families).delete()
    FamilyCard.objects.bulk_create([_card(card, by) for card in printed], batch_size=500)
    entries = [(card.household.pk, card.household.region.path, None, {"card": "issued"}) for card in printed]
    audit.record_many(Verb.ISSUE_CARDS, Household._meta.label_lower, entries, by=by)


def _card(printed: Printed, by: Actor) -> FamilyCard:
    code_hash = code_digest(printed.code)
    return FamilyCard(
        household=printed.household,
        code_hash=code_hash,
        pin_hash=pin_digest(code_hash, printed.pin),
        issued_on=timezone.localdate(),
        issued_by_id=by.pk,
    )


def _drawn(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _n in range(length))


def _pin() -> str:
    """Six digits, not all the same and not a run that everybody tries first."""
    while True:
        pin = _drawn("0123456789", PIN_LENGTH)
        if len(set(pin)) > 2 and pin not in "01234567890" and pin not in "9876543210":
            return pin


def void_cards(ids: Collection[UUID]) -> int:
    """The families' cards open nothing any more; returns how many."""
    return FamilyCard.objects.filter(household__in=ids, voided_at__isnull=True).update(voided_at=timezone.now())


def open_session(code: str, pin: str) -> str:
    """The token of a new short session. Raises Refused, in the same words whatever does not fit."""
    code_hash = code_digest(code)
    if count_key("family-card", code_hash, A_CODE):
        raise Refused(TOO_MANY)
    live = FamilyCard.objects.filter(code_hash=code_hash, voided_at__isnull=True, household__is_active=True)
    card = None if _letters(code).startswith(DEMO_PREFIX) and not settings.DEMO else live.first()
    offered = pin_digest(code_hash, "".join(c for c in pin if c.isdigit()))
    is_right = hmac.compare_digest(offered, card.pin_hash if card else "")
    if card is None or not _counted(card, is_right):
        raise Refused(NO_MATCH)
    token = secrets.token_urlsafe(32)
    FamilySession.objects.create(
        household_id=card.household_id, token_hash=token_digest(token), expires_at=timezone.now() + OPEN_FOR
    )
    return token


def _counted(card: FamilyCard, is_right: bool) -> bool:
    """Whether the card opens. By conditional updates, so that guesses sent at once are all counted."""
    alive = FamilyCard.objects.filter(pk=card.pk, voided_at__isnull=True, wrong_pins__lt=MOST_WRONG)
    if is_right:
        return bool(alive.update(wrong_pins=0))
    alive.update(wrong_pins=F("wrong_pins") + 1)
    return False


def token_digest(token: str) -> str:
    return blind_index(token, "family-session")


def close_session(token: str) -> None:
    """The family leaves this browser."""
    FamilySession.objects.filter(token_hash=token_digest(token)).delete()


@every(minutes=60, name="households.forget_family_sessions")
def forget_old_sessions() -> None:
    """Sessions that are over."""
    FamilySession.objects.filter(expires_at__lt=timezone.now()).delete()
