"""Draw and void document numbers, without gaps."""

import uuid

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import Verb, VoidReason
from anjia.documents.models import DocumentNumber, NumberCounter
from anjia.documents.numbers import ParsedNumber, check_organ_word
from anjia.documents.workflow import NUMBER
from anjia.kernel import audit, dependents
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance


def take_number(
    organ_word: str,
    year: int,
    *,
    subject: str,
    object_id: uuid.UUID | None,
    by: Actor,
    region_path: str = "",
) -> DocumentNumber:
    """Draw the next number of the organ's year, as part of the caller's transaction.

    Whoever signs holds the counter's row until the transaction ends, so a rollback gives the number back and the
    next one waits. Raises TransactionManagementError outside a transaction, Refused for a malformed organ word.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is drawn inside the transaction that uses it")
    _require_real()
    last = _draw(check_organ_word(organ_word), year, 1)
    drawn = DocumentNumber.objects.create(
        organ_word=organ_word,
        year=year,
        number=last,
        subject=subject,
        object_id=object_id,
        region_path=region_path,
        taken_by=by.pk,
    )
    after = {"number": str(drawn), "subject": subject}
    audit.record(Verb.TAKE_NUMBER, drawn, by=by, after=after, region_path=region_path)
    return drawn


def take_block(series: str, year: int, count: int) -> range:
    """Draw `count` running numbers of a series at once (certificates), in the caller's transaction.

    Gapless as single numbers are: a rollback gives the whole block back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("numbers are drawn inside the transaction that uses them")
    _require_real()
    last = _draw(series, year, count)
    return range(last - count + 1, last + 1)


def adopt_number(
    parsed: ParsedNumber, *, subject: str, object_id: uuid.UUID, by: Actor, region_path: str
) -> DocumentNumber:
    """Enter a number that was used on paper before; the register goes on after the highest of its organ and year.

    Raises Refused where the register has it already.
    """
    _require_real()
    NumberCounter.objects.get_or_create(organ_word=parsed.organ_word, year=parsed.year)
    own = NumberCounter.objects.filter(organ_word=parsed.organ_word, year=parsed.year)
    own.filter(last__lt=parsed.number).update(last=parsed.number)
    line, is_new = DocumentNumber.objects.get_or_create(
        organ_word=parsed.organ_word,
        year=parsed.year,
        number=parsed.number,
        defaults={"subject": subject, "object_id": object_id, "region_path": region_path, "taken_by": by.pk},
    )
    if not is_new:
        raise Refused(_("登记簿上已有“%(number)s”。") % {"number": parsed})
    after = {"number": str(parsed), "subject": subject, "adopted": True}
    audit.record(Verb.TAKE_NUMBER, line, by=by, after=after, region_path=region_path)
    return line


def forget_adopted(line: DocumentNumber, *, by: Actor) -> None:
    """Take back a number that was entered from paper by mistake; its counter falls back to the highest that is left."""
    before = {"number": str(line), "subject": line.subject}
    audit.record(Verb.TAKE_NUMBER, line, by=by, before=before, region_path=line.region_path)
    line.delete()
    left = DocumentNumber.objects.filter(organ_word=line.organ_word, year=line.year)
    highest = left.aggregate(highest=Max("number"))["highest"] or 0
    NumberCounter.objects.filter(organ_word=line.organ_word, year=line.year).update(last=highest)


def _require_real() -> None:
    if rehearsing.get():
        raise Refused(_("演练不占用文号。"))


def _draw(organ_word: str, year: int, count: int) -> int:
    """The last of `count` further numbers; the first of a year makes the counter."""
    own = NumberCounter.objects.filter(organ_word=organ_word, year=year)
    if not own.update(last=F("last") + count):
        NumberCounter.objects.bulk_create([NumberCounter(organ_word=organ_word, year=year)], ignore_conflicts=True)
        own.update(last=F("last") + count)
    return own.get().last


@transaction.atomic
def void_number(number: DocumentNumber, *, reason: str, by: Actor) -> DocumentNumber:
    """Mark a drawn number as void; it stays in the register with its reason.

    `reason` is one of `VoidReason`. Raises Refused for any other, and where a document stands by the number
    (`kernel.dependents`); NotPermitted without the verb there, Conflict where it is void already.
    """
    if reason not in VoidReason.values:
        raise Refused(_("作废发文字号必须选择原因，登记簿上会一直显示。"))
    require(by, Verb.VOID_NUMBER, number.region_path)
    for held in dependents.of("documents.documentnumber", [number.pk]):
        if held.blocks:
            raise Refused(
                _("“%(number)s”下的%(document)s仍然有效，文号不能作废。") % {"number": number, "document": held.label},
                who=_("公文中的姓名有误，请在家庭登记页更正，由发文机关签发更正函。"),
            )
    told = {"void_reason": reason, "voided_by": by.pk, "voided_at": timezone.now()}
    return advance(number, NUMBER["void"], by=by, note=str(VoidReason(reason).label), set=told)
