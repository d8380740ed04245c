"""The ceremony: who is called in what order, and the plaques that are given there, all at once (domain A11)."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import CharField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.actions.plaques import award
from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.models import Ceremony, CeremonySeat, Plaque
from anjia.exemplars.workflow import PLAQUE
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.kernel.workflow import advance_many
from anjia.regions.models import Region

COLUMNS = ("id", "created_at", "updated_at", "version", "household", "ceremony", "plaque", "order", "receiver")


@transaction.atomic
def plan_ceremony(region: Region, *, name: str, held_on: date, place: str, seats_in_row: int, by: Actor) -> Ceremony:
    """A ceremony with a seat for every plaque of the place that waits to be given, by town, village and serial."""
    require(by, Verb.ARRANGE, region.path)
    if not 1 <= seats_in_row <= 60:
        raise Refused(_("每排座位请填 1 到 60 之间的数。"))
    ceremony = Ceremony.objects.create(
        region=region, name=name.strip(), held_on=held_on, place=place.strip(), seats_in_row=seats_in_row
    )
    if not _seat(ceremony, waiting(region)):
        raise Refused(_("这里没有待授的牌匾，先在牌匾登记簿里登记制作。"))
    audit.record(Verb.ARRANGE, ceremony, by=by, after={"families": ceremony.seats.count()}, region_path=region.path)
    return ceremony


def waiting(region: Region) -> QuerySet[Plaque]:
    """Plaques made and not yet given, at or below a place, in no ceremony still to be held."""
    planned = CeremonySeat.objects.filter(ceremony__finished_at__isnull=True).order_by().values("plaque")
    return Plaque.objects.filter(under("region__path", region.path), state=PlaqueState.MADE).exclude(pk__in=planned)


def _seat(ceremony: Ceremony, plaques: QuerySet[Plaque]) -> int:
    taken = ceremony.seats.aggregate(last=Max("order"))["last"] or 0
    chosen = plaques.order_by("region__path", "serial").values_list("household_id", "pk", "head_name")
    now = timezone.now()
    rows = [
        (uuid7(), now, now, 1, household, ceremony.pk, pk, order, name)
        for order, (household, pk, name) in enumerate(chosen, taken + 1)
    ]
    insert_rows(CeremonySeat, COLUMNS, rows)
    return len(rows)


@transaction.atomic
def seat_latecomers(ceremony: Ceremony, *, by: Actor) -> int:
    """Plaques made since the list was drawn up take the seats after the last one. Returns how many came."""
    _require_open(ceremony, by)
    came = _seat(ceremony, waiting(ceremony.region))
    if not came:
        raise Refused(_("没有新做好、待授的牌匾。"))
    audit.record(Verb.ARRANGE, ceremony, by=by, after={"latecomers": came}, region_path=ceremony.region.path)
    return came


@transaction.atomic
def arrange_seats(
    ceremony: Ceremony, *, orders: Mapping[uuid.UUID, int], receivers: Mapping[uuid.UUID, str], by: Actor
) -> Ceremony:
    """Put the families in the order given, close up gaps, and note who comes for whom.

    Raises Conflict where a family has left or come since, or the ceremony is over.
    """
    _require_open(ceremony, by)
    seats = {seat.pk: seat for seat in CeremonySeat.objects.filter(ceremony=ceremony)}
    if set(orders) != set(seats):
        raise Conflict(_("名单刚刚有了变化，请刷新后重新安排。"))
    line = sorted(seats, key=lambda pk: (orders[pk], seats[pk].order))
    for order, pk in enumerate(line, 1):
        seats[pk].order, seats[pk].receiver = order, receivers.get(pk, "").strip()[:40]
    CeremonySeat.objects.bulk_update(seats.values(), ["order", "receiver"], batch_size=200)
    audit.record(Verb.ARRANGE, ceremony, by=by, after={"arranged": len(line)}, region_path=ceremony.region.path)
    return ceremony


@transaction.atomic
def finish_ceremony(ceremony: Ceremony, *, absent: set[uuid.UUID], by: Actor) -> list[uuid.UUID]:
    """The ceremony was held: every plaque on its list is given, except those whose families did not come."""
    _require_open(ceremony, by)
    if ceremony.held_on > timezone.localdate():
        raise Refused(_("仪式的日期还没有到。"))
    done = Ceremony.objects.filter(pk=ceremony.pk, finished_at__isnull=True).update(finished_at=timezone.now())
    if not done:
        raise Conflict(_("这次仪式已经登记过了。"))
    here = CeremonySeat.objects.filter(ceremony=ceremony).exclude(pk__in=absent)
    plaques = Plaque.objects.filter(pk__in=here.order_by().values("plaque"))
    given = advance_many(plaques, PLAQUE["give"], by=by, set={"given_on": ceremony.held_on})
    rows = Plaque.objects.filter(pk__in=given)
    came = here.filter(plaque=OuterRef("pk")).values("receiver")[:1]
    receiver = Coalesce(NullIf(Subquery(came, output_field=CharField()), Value("")), F("head_name"))
    rows.update(received_by=receiver)
    award(list(rows.order_by().values_list("household_id", flat=True)), by=by)
    return given


def _require_open(ceremony: Ceremony, by: Actor) -> None:
    require(by, Verb.ARRANGE, ceremony.region.path)
    if ceremony.finished_at is not None:
        raise Conflict(_("这次仪式已经登记过了。"))


@transaction.atomic
def cancel_ceremony(ceremony: Ceremony, *, by: Actor) -> None:
    """Drop a ceremony that is not held; its plaques wait for another."""
    _require_open(ceremony, by)
    told = {"name": ceremony.name, "held_on": str(ceremony.held_on)}
    audit.record(Verb.ARRANGE, ceremony, by=by, before=told, region_path=ceremony.region.path)
    ceremony.delete()
