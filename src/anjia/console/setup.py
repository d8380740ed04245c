"""The first run: regions, users, roster, cycle, one after the other (experience 21)."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import Membership, User
from anjia.console.enums import Verb
from anjia.households.models import Household
from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.panels import Panel

ROLES = ("administrator", "district_office")
SETUP = "console/panels/setup.html"


@dataclass(frozen=True)
class SetupStep:
    """What has to be there, how much of it is, who puts it there and where."""

    title: str | Promise
    who: str | Promise
    count: int
    url: str
    is_next: bool = False

    @property
    def is_done(self) -> bool:
        return self.count > 0


def steps(path: str) -> list[SetupStep]:
    """The four steps of a place, each counted below it; the first that is not done is the next."""
    held = Membership.objects.in_force().filter(under("region__path", path))
    groups = Region.objects.filter(under("path", path), level=Level.GROUP).count()
    people = held.exclude(role__in=ROLES).order_by().values("user").distinct().count()
    families = Household.objects.filter(under("region__path", path)).count()
    open_ones = ProgrammeCycle.objects.filter(state=CycleState.OPEN)
    above = [path[:end] for end in range(4, len(path) + 1, 4)]
    cycles = (open_ones.filter(region__path__in=above) | open_ones.filter(under("region__path", path))).count()
    counted = [
        (_("地区：装入区划，建立小组"), _("系统管理员"), groups, reverse("regions:tree")),
        (_("账号：邀请乡镇和村（社区）的人"), _("系统管理员、区县办公室"), people, reverse("accounts:people")),
        (_("名册：导入同意参加的家庭"), _("村（社区）或乡镇（街道）妇联"), families, reverse("households:batches")),
        (_("周期：制定方案并开启"), _("区县领导小组办公室"), cycles, reverse("programmes:cycle_list")),
    ]
    first = next((n for n, (_title, _who, count, _url) in enumerate(counted) if not count), None)
    return [SetupStep(*values, is_next=n == first) for n, values in enumerate(counted)]


def find_panels(user: Any, scope_path: str) -> list[Panel]:
    """For whoever sets the house up, until everything stands."""
    own = Membership.objects.in_force().filter(user=user.pk, role__in=ROLES)
    if not scope_path or not own.exists():
        return []
    found = steps(scope_path)
    if all(step.is_done for step in found):
        return []
    return [Panel(SETUP, {"steps": found}, order=1)]


def find_demo_panels(user: Any, scope_path: str) -> list[Panel]:
    """The way from the demonstration to the real house, for whoever may go it."""
    if not settings.DEMO or not user.scopes(Verb.DISCARD_DEMO) or User.objects.filter(is_demo=False).exists():
        return []
    return [Panel("console/panels/demo.html", order=90)]
