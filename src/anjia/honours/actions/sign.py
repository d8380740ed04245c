"""The organ's part: the signature that draws the number and grants the titles (domain A5-4, B4)."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import take_block, take_number
from anjia.honours.enums import TitleState
from anjia.honours.kinds import Named, kind_of
from anjia.honours.models import NamingDecision, Title
from anjia.honours.signals import decision_issued
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes import authorisation

COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "decision", "region", "kind", "state", "head_name",
    "serial", "verify_code", "granted_on", "review_due_on", "valid_to",
)  # fmt: skip
# Letters and digits that nobody confuses when reading them out: 32 of them, five bits each.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10


@transaction.atomic
def sign_decision(
    decision: NamingDecision, *, signer_name: str, by: Actor, expected: int | None = None
) -> NamingDecision:
    """Sign and issue: the number is drawn, the families are named, their titles granted, the result published.

    All of it commits together or not at all; of two signatures at once one wins, the other is a Conflict and its
    number goes back. Raises NotPermitted for whoever decided it, Refused where nobody is left to name.
    """
    rules = kind_of(decision)
    require(by, rules.sign, decision.region.path)
    if decision.decided_by_id == by.pk:
        raise NotPermitted(_("审定和签发不能是同一个人。"), who=_("请由发文机关的另一位负责人签发。"))
    _require_decided(decision)
    today = timezone.localdate()
    authorisation.check(decision.cycle, today)
    families = rules.standing(decision).count()
    if expected is not None and families != expected:
        raise Conflict(_("名单刚刚有了变化：现在是 %(now)d 户。请核对后再签发。") % {"now": families})
    if not families:
        raise Refused(_("名单上的家庭都已退出，没有可以命名的家庭。请将这份决定作废。"))
    issued = _issue(decision, signer_name=signer_name, today=today, families=families, by=by)
    named = rules.name_families(issued, by=by)
    _grant(issued, named, today)
    if len(named) != families:
        raise Conflict(_("名单刚刚有了变化，没有签发。请核对后再签发。"))
    rules.publish(issued, by=by)
    enqueue("honours.render_decision", key=f"decision-{issued.pk}", by=by, decision_id=issued.pk, user_id=by.pk)
    decision_issued.send(sender=NamingDecision, decision=issued, by=by)
    return issued


def _require_decided(decision: NamingDecision) -> None:
    """Two signers come one after the other; the later one is told that it is signed."""
    state = NamingDecision.objects.select_for_update().values_list("state", flat=True).get(pk=decision.pk)
    if state not in kind_of(decision).workflow["sign"].source:
        raise Conflict(_("这份决定已由别人签发，或者还没有审定。请刷新后查看。"))


def _issue(decision: NamingDecision, *, signer_name: str, today: date, families: int, by: Actor) -> NamingDecision:
    drawn = take_number(
        decision.cycle.organ_word,
        today.year,
        subject=decision.title,
        object_id=decision.pk,
        by=by,
        region_path=decision.region.path,
    )
    told = {
        "signer_name": signer_name.strip(),
        "signed_at": timezone.now(),
        "signed_by_id": by.pk,
        "issued_on": today,
        "number_id": drawn.pk,
        "number_text": str(drawn),
        "families": families,
    }
    cycle, region = decision.cycle, decision.region
    issued = advance(decision, kind_of(decision).workflow["sign"], by=by, set=told)
    # A signature changes neither; they need not be read again.
    issued.cycle, issued.region = cycle, region
    return issued


def _grant(decision: NamingDecision, families: Sequence[Named], today: date) -> None:
    """One title per named family, with a serial from the allocator and a code nobody can guess."""
    rules, now = kind_of(decision), timezone.now()
    serials = rules.serials(today.year, take_block(rules.series, today.year, len(families)))
    drawn = zip(families, serials, verify_codes(len(families)), rules.terms(decision, families, today), strict=True)
    titles = [
        (
            uuid7(), now, now, 1, household, decision.pk, region, decision.kind, TitleState.VALID, name,
            serial, code, today, review, end,
        )
        for (household, region, name), serial, code, (review, end) in drawn
    ]  # fmt: skip
    insert_rows(Title, COLUMNS, titles)


def verify_codes(count: int) -> list[str]:
    """Verification codes of fifty random bits each, drawn in one go."""
    noise = secrets.token_bytes(count * CODE_LENGTH)
    letters = "".join(ALPHABET[byte & 31] for byte in noise)
    return [letters[start : start + CODE_LENGTH] for start in range(0, len(letters), CODE_LENGTH)]
