"""Corrections of names in issued decisions: collected, signed by the organ, with new certificates (domain B4, A5)."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import take_block, take_number
from anjia.documents.numbers import parse_number
from anjia.evaluations.permissions import Consequence
from anjia.honours.actions.sign import verify_codes
from anjia.honours.enums import HELD, ErratumState, ReturnReason, TitleState, Verb
from anjia.honours.kinds import kind_of
from anjia.honours.models import Erratum, ErratumLine, NamingDecision, Title
from anjia.honours.models.erratum import OPEN
from anjia.honours.queries import lines_in_force, titles_to_correct
from anjia.honours.signals import erratum_issued, titles_replaced
from anjia.honours.workflow import ERRATUM, TITLE
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.notices.actions import correct_results

# A title that ended otherwise than by the family's withdrawal loses its name with it.
ENDED = (TitleState.SUPERSEDED, TitleState.RENEWED)
COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "decision", "region", "kind", "state", "head_name",
    "serial", "verify_code", "granted_on", "review_due_on", "valid_to", "replaces_id", "erratum",
)  # fmt: skip


@transaction.atomic
def note_correction(household: Household, *, after: str, by: Actor) -> list[Erratum]:
    """A name behind issued decisions was corrected: each gets, or adds to, an erratum that waits for its signature.

    It follows from an act that was permitted. Corrected back to what the decision says, the line falls away.
    """
    _rename_adopted(household, after, by)
    touched = []
    for title in titles_to_correct(household):
        erratum = _open_erratum(title.decision, by)
        if title.head_name == after:
            erratum.lines.filter(household=household).delete()
        else:
            told = {"title_id": title.pk, "before": title.head_name, "after": after}
            ErratumLine.objects.update_or_create(erratum=erratum, household=household, defaults=told)
        touched.append(_settled(erratum, by))
    return touched


def _rename_adopted(household: Household, after: str, by: Actor) -> None:
    """Of a decision that was adopted from paper only the title entered here follows; the paper is the organ's own."""
    adopted = Title.objects.filter(household=household, state__in=HELD, adoption_id__isnull=False)
    for title in adopted.exclude(head_name=after).select_related("region").order_by("pk"):
        Title.objects.filter(pk=title.pk).update(head_name=after)
        audit.record(Verb.ADOPT, title, by=by, after={"renamed": True}, region_path=title.region.path)


def _open_erratum(decision: NamingDecision, by: Actor) -> Erratum:
    title = f"{decision.titled_organs}关于更正{decision.number_text}文件的函"
    erratum, new = Erratum.objects.get_or_create(
        decision=decision, state__in=OPEN, defaults={"title": title, "drafted_by_id": by.pk}
    )
    if new:
        audit.record(Verb.PREPARE, erratum, by=by, after={"state": erratum.state}, region_path=decision.region.path)
    return erratum


def _settled(erratum: Erratum, by: Actor) -> Erratum:
    """Without a line it is not needed any more; one that was returned waits for its signature again."""
    if not erratum.lines.exists():
        return advance(erratum, ERRATUM["lapse"], by=Consequence(by))
    if erratum.state == ErratumState.RETURNED:
        return advance(erratum, ERRATUM["resubmit"], by=Consequence(by), set={"return_reason": ""})
    return erratum


@transaction.atomic
def sign_erratum(erratum: Erratum, *, signer_name: str, by: Actor, expected: int | None = None) -> Erratum:
    """Sign and issue: a number is drawn, the old certificates end, new ones are granted, the result is corrected.

    The decision and its papers stay as they are. All of it commits together; of two signatures at once one wins.
    Raises NotPermitted for whoever drafted it, Refused where no family of it holds its title any more.
    """
    require(by, Verb.SIGN, erratum.decision.region.path)
    if erratum.drafted_by_id == by.pk:
        raise NotPermitted(_("提出更正和签发不能是同一个人。"), who=_("请由发文机关的另一位负责人签发。"))
    _require_drafted(erratum)
    lines = list(lines_in_force(erratum))
    if expected is not None and len(lines) != expected:
        raise Conflict(_("名单刚刚有了变化：现在是 %(now)d 户。请核对后再签发。") % {"now": len(lines)})
    if not lines:
        raise Refused(_("名单上的家庭都已退出，没有需要更正的。"))
    issued = _issue(erratum, signer_name, by)
    _reissue(issued, lines, by)
    correct_results(issued.decision_id, {line.household_id: line.after for line in lines}, by=by)
    enqueue("honours.render_erratum", key=f"erratum-{issued.pk}", by=by, erratum_id=issued.pk, user_id=by.pk)
    erratum_issued.send(sender=Erratum, erratum=issued, by=by)
    return issued


def _require_drafted(erratum: Erratum) -> None:
    """Two signers come one after the other; the later one is told that it is signed."""
    state = Erratum.objects.select_for_update().values_list("state", flat=True).get(pk=erratum.pk)
    if state not in ERRATUM["sign"].source:
        raise Conflict(_("这份更正函已由别人签发或退回。请刷新后查看。"))


def _issue(erratum: Erratum, signer_name: str, by: Actor) -> Erratum:
    today, decision = timezone.localdate(), erratum.decision
    drawn = take_number(
        parse_number(decision.number_text).organ_word,
        today.year,
        subject=erratum.title,
        object_id=erratum.pk,
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
    }
    return advance(erratum, ERRATUM["sign"], by=by, set=told)


def _reissue(erratum: Erratum, lines: list[ErratumLine], by: Actor) -> None:
    """The old titles end, new ones with the right names take over their terms."""
    old = Title.objects.in_bulk([line.title_id for line in lines])
    now, today = timezone.now(), timezone.localdate()
    ended = advance_many(
        Title.objects.filter(pk__in=list(old)), TITLE["supersede"], by=Consequence(by), set={"superseded_at": now}
    )
    if len(ended) != len(lines):
        raise Conflict(_("名单刚刚有了变化，没有签发。请核对后再签发。"))
    rules, codes = kind_of(erratum.decision), verify_codes(len(lines))
    serials = rules.serials(today.year, take_block(rules.series, today.year, len(lines)))
    rows = [
        _row(erratum, old[line.title_id], line.after, serial, code)
        for line, serial, code in zip(lines, serials, codes, strict=True)
    ]
    insert_rows(Title, COLUMNS, rows)
    titles_replaced.send(sender=Title, ids=ended)


def _row(erratum: Erratum, old: Title, name: str, serial: str, code: str) -> tuple[object, ...]:
    now = timezone.now()
    return (
        uuid7(), now, now, 1, old.household_id, old.decision_id, old.region_id, old.kind, old.state, name,
        serial, code, old.granted_on, old.review_due_on, old.valid_to, old.pk, erratum.pk,
    )  # fmt: skip


@transaction.atomic
def return_erratum(erratum: Erratum, *, reason: str, by: Actor) -> Erratum:
    """The organ does not sign it as it stands, for a closed reason; names and certificates stay as they are."""
    if reason not in ReturnReason.values:
        raise Refused(_("请选择退回的原因。"))
    note = str(ReturnReason(reason).label)
    return advance(erratum, ERRATUM["return"], by=by, note=note, set={"return_reason": reason})


@transaction.atomic
def resubmit_erratum(erratum: Erratum, *, by: Actor) -> Erratum:
    """The town has put right what was missing."""
    return advance(erratum, ERRATUM["resubmit"], by=by, set={"return_reason": ""})


@transaction.atomic
def forget_names(household_ids: Collection[uuid.UUID], *, by: Actor) -> None:
    """Families that withdrew leave no name in errata, nor in the titles that errata replaced."""
    lines = ErratumLine.objects.filter(household__in=list(household_ids))
    waiting = list(Erratum.objects.filter(state__in=OPEN, lines__in=lines).distinct())
    lines.filter(erratum__in=waiting).delete()
    for erratum in waiting:
        _settled_or_left(erratum, by)
    lines.update(before="", after="")
    replaced = Title.objects.filter(household__in=list(household_ids), state__in=ENDED)
    replaced.update(head_name="")


def _settled_or_left(erratum: Erratum, by: Actor) -> None:
    if not erratum.lines.exists():
        advance(erratum, ERRATUM["lapse"], by=Consequence(by))
