"""The papers a family may print from its own file: its application and its score sheet (domain A5-9)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.evaluations.annexes import APPLICATION, SCORES
from anjia.evaluations.queries.candidacies import newest_of
from anjia.households.models import Household
from anjia.households.own_file import Act, Line, Part, own_part
from anjia.programmes.queries import current_cycle


@own_part(order=75)
def papers(household: Household, on: date) -> Part:
    """Each paper filled in and empty, as PDF and as Word."""
    has_standard = newest_of(household) is not None or current_cycle(household.region, scheme=None) is not None
    return Part(
        _("表格"),
        tuple(_lines(has_standard)),
        _("都可以存下来打印。没有打印机，请村（社区）打印，不收费；写好的纸表交给村（社区），一样算数。"),
        brief=_("申报审批表、评分表") if has_standard else _("申报审批表"),
    )


def _lines(has_standard: bool) -> Iterator[Line]:
    yield Line(_("申报审批表"), _("附件3，已经填好您家的资料和三级意见。"), acts=_acts(APPLICATION, "filled"))
    if has_standard:
        yield Line(_("评分表"), _("附件2，评过分的，每一项得分和扣分原因都在上面。"), acts=_acts(SCORES, "filled"))
    yield Line(_("空白申报审批表"), _("用笔填。"), acts=_acts(APPLICATION, "blank"))
    if has_standard:
        yield Line(_("空白评分表"), _("可以先在家里自己评一评。"), acts=_acts(SCORES, "blank"))


def _acts(name: str, fill: str) -> tuple[Act, ...]:
    outputs = (("pdf", _("存下来打印")), ("docx", _("Word 版")))
    return tuple(
        Act(label, reverse("evaluations:own_annex", args=[name, fill, output]), is_file=True)
        for output, label in outputs
    )
