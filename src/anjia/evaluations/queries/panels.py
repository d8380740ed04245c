"""The village's appraisal panel: whether it is complete, and who sits on it (domain A3-3)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.models import Candidacy
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.programmes.enums import PanelOrigin
from anjia.programmes.models import AppraisalPanel
from anjia.regions.models import Region

REQUIRED = frozenset({PanelOrigin.TWO_COMMITTEES, PanelOrigin.FEDERATION})


def check_panels(candidacies: QuerySet[Candidacy], by: Actor) -> None:
    """Raise unless every village of the families has a complete panel of its cycle and the actor sits on it."""
    pairs = set(candidacies.order_by().values_list("cycle_id", "region__parent_id"))
    for cycle_id, village_id in pairs:
        panel = AppraisalPanel.objects.filter(cycle=cycle_id, region=village_id, is_proposal=False).first()
        members = list(panel.members.all()) if panel else []
        if not {member.origin for member in members} >= REQUIRED:
            raise Refused(
                _("“%(village)s”的评选考评小组还不齐：至少要有村（社区）两委和村（社区）妇联各一人。")
                % {"village": Region.objects.get(pk=village_id)},
                who=_("请乡镇（街道）妇联在创建周期里登记小组成员。"),
            )
        if by is not SYSTEM and by.pk not in {member.user_id for member in members}:
            raise NotPermitted(_("您不是本周期这个村（社区）评选考评小组的成员。"), who=_("请由小组成员办理。"))
