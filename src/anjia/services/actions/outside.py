"""Figures that other bodies supplied: entered with their source, taken out when they were wrong."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.enums import Unit, Verb
from anjia.services.models import OutsideFigure


@walled
def enter_outside(
    region: Region,
    *,
    kind: str,
    body: str,
    begins_on: date,
    ends_on: date,
    measure: str,
    part: int,
    source: str,
    whole: int | None = None,
    unit: str = Unit.CASES,
    is_approximate: bool = False,
    remark: str = "",
    by: Actor,
) -> OutsideFigure:
    """Enter what another body counted. Raises Refused without who counted what, when, and where it stands."""
    require(by, Verb.ENTER_OUTSIDE, region.path)
    if not (body.strip() and measure.strip() and source.strip()) or unit not in Unit.values:
        raise Refused(_("请写明哪个单位、数的是什么、出处在哪里。"))
    if ends_on < begins_on:
        raise Refused(_("结束不能早于开始。"))
    if part < 0 or (whole is not None and part > whole):
        raise Refused(_("其中的数不能多于总数。"))
    told = {"body": body.strip(), "measure": measure.strip(), "source": source.strip(), "remark": remark.strip()}
    counted = {"part": part, "whole": whole, "unit": unit, "is_approximate": is_approximate}
    days = {"begins_on": begins_on, "ends_on": ends_on}
    place = {"region_path": region.path, "kind": kind, "entered_by_id": by.pk}
    made = OutsideFigure.objects.create(**place, **told, **counted, **days)
    audit.record(Verb.ENTER_OUTSIDE, made, by=by, after=counted | days, region_path=region.path)
    return made


@walled
def remove_outside(figure: OutsideFigure, *, by: Actor) -> None:
    """Take out a figure that was entered wrongly; the trail keeps what it was."""
    require(by, Verb.ENTER_OUTSIDE, figure.region_path)
    before = {"part": figure.part, "whole": figure.whole}
    audit.record(Verb.ENTER_OUTSIDE, figure, by=by, before=before, region_path=figure.region_path)
    figure.delete()
