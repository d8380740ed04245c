"""The plaque register: made, given with a receipt, lost, replaced, recalled (domain A5-6)."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import take_block
from anjia.evaluations.permissions import Consequence
from anjia.exemplars.actions.seats import free_seats
from anjia.exemplars.enums import PlaqueState, ReplaceReason, Verb
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries.plaques import LIVE
from anjia.exemplars.workflow import PLAQUE, RECOMMENDATION
from anjia.honours.actions.sign import verify_codes
from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.regions.models import Region

COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "title", "region", "kind", "state", "head_name",
    "serial", "verify_code", "made_on", "received_by", "replace_reason",
)  # fmt: skip
SERIES = "平安家庭牌匾"
MOST = 500


def plaque_serials(year: int, count: int) -> list[str]:
    """The next serials of a year's plaques.

    They are drawn from the allocator: PP-2026-0001.
    """
    return [f"PP-{year}-{number:04d}" for number in take_block(SERIES, year, count)]


@transaction.atomic
def make_plaques(place: Region, *, title_ids: Collection[uuid.UUID], by: Actor) -> list[uuid.UUID]:
    """Enter plaques that were made for titles at or below a place: model families, and others where it is wished.

    Raises Refused for a title that does not hold, or has its plaque already.
    """
    require(by, Verb.MAKE_PLAQUE, place.path)
    if not title_ids or len(title_ids) > MOST:
        raise Refused(_("请选择要制作牌匾的家庭，一次最多 %(most)d 户。") % {"most": MOST})
    chosen = in_force(Title.objects.filter(pk__in=title_ids, region__path__startswith=place.path))
    hung = Plaque.objects.filter(title__in=list(title_ids), state__in=LIVE).order_by().values("title")
    titles = list(chosen.exclude(pk__in=hung).select_related("region").order_by("region__path", "serial"))
    if len(titles) != len(set(title_ids)):
        raise Refused(_("所选家庭中有的称号已不再有效，或已经有牌匾。请刷新后重新选择。"))
    today, now = timezone.localdate(), timezone.now()
    drawn = zip(titles, plaque_serials(today.year, len(titles)), verify_codes(len(titles)), strict=True)
    rows = [
        (
            uuid7(), now, now, 1, title.household_id, title.pk, title.region_id, title.kind, PlaqueState.MADE,
            title.head_name, serial, code, today, "", "",
        )
        for title, serial, code in drawn
    ]  # fmt: skip
    insert_rows(Plaque, COLUMNS, rows)
    told = [(row[0], title.region.path, None, {"serial": row[10]}) for row, title in zip(rows, titles, strict=True)]
    audit.record_many(Verb.MAKE_PLAQUE, Plaque._meta.label_lower, told, by=by)
    return [row[0] for row in rows]


@transaction.atomic
def give_plaque(plaque: Plaque, *, given_on: date, received_by: str, by: Actor) -> Plaque:
    """Hand a plaque over against a receipt. Raises Refused without a receiver, or for a day still to come."""
    _require_receipt(plaque, given_on, received_by)
    told = {"given_on": given_on, "received_by": received_by.strip()}
    given = advance(plaque, PLAQUE["give"], by=by, set=told)
    free_seats([given.pk])
    award([given.household_id], by=by)
    return given


def award(household_ids: Sequence[uuid.UUID], *, by: Actor) -> None:
    """Model families that have received their plaque are through."""
    given = Plaque.objects.filter(
        household__in=household_ids, kind=TitleKind.MODEL_FAMILY, state=PlaqueState.GIVEN
    ).order_by()
    rows = Recommendation.objects.filter(household__in=given.values("household"), state=R.NAMED_MODEL)
    advance_many(rows, RECOMMENDATION["award"], by=Consequence(by))


def _require_receipt(plaque: Plaque, given_on: date, received_by: str) -> None:
    if given_on > timezone.localdate():
        raise Refused(_("授牌的日期还没有到。请在交到本户以后登记。"))
    if given_on < plaque.made_on:
        raise Refused(_("授牌日期早于制作日期 %(made)s。") % {"made": plaque.made_on})
    if not received_by.strip():
        raise Refused(_("请填写领取人。家里不便来人的，可以由家人代领，写代领人的姓名。"))


@transaction.atomic
def report_lost(plaque: Plaque, *, by: Actor) -> Plaque:
    """The family cannot find it; the title stays as it is."""
    return advance(plaque, PLAQUE["lose"], by=by)


@transaction.atomic
def report_found(plaque: Plaque, *, by: Actor) -> Plaque:
    return advance(plaque, PLAQUE["find"], by=by)


@transaction.atomic
def replace_plaque(plaque: Plaque, *, reason: str, by: Actor) -> Plaque:
    """A new plaque with a serial of its own; the old serial no longer verifies. Returns the new one."""
    if reason not in ReplaceReason.values:
        raise Refused(_("请选择换发的原因。"))
    if (reason == ReplaceReason.LOST) != (plaque.state == PlaqueState.LOST):
        raise Refused(_("遗失的牌匾请先登记遗失，再按遗失换发；还在的牌匾按破损或内容有误换发。"))
    today = timezone.localdate()
    old = advance(plaque, PLAQUE["replace"], by=by, note=str(ReplaceReason(reason).label), set={"ended_on": today})
    new = Plaque.objects.create(
        household_id=old.household_id,
        title_id=old.title_id,
        region_id=old.region_id,
        kind=old.kind,
        head_name=old.head_name,
        serial=plaque_serials(today.year, 1)[0],
        verify_code=verify_codes(1)[0],
        made_on=today,
        replaces_id=old.pk,
        replace_reason=reason,
    )
    audit.record(Verb.MAKE_PLAQUE, new, by=by, after={"serial": new.serial}, region_path=new.region.path)
    return new


@transaction.atomic
def take_back(plaque: Plaque, *, by: Actor) -> Plaque:
    """A plaque that was asked back has come."""
    return advance(plaque, PLAQUE["take_back"], by=by, set={"ended_on": timezone.localdate()})


@transaction.atomic
def void_plaque(plaque: Plaque, *, by: Actor) -> Plaque:
    """Strike a plaque off that will not come back, or was never given."""
    voided = advance(plaque, PLAQUE["void"], by=by, set={"ended_on": timezone.localdate()})
    free_seats([voided.pk])
    return voided
