"""What people are told about the registry: figures only."""

import uuid
from collections import Counter
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import Note, tell_each
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders_by_place
from anjia.households.models import Household
from anjia.kernel.ids import uuid7
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level
from anjia.regions.queries import names_of
from anjia.web import progress

WITHDRAWN = Kind(
    "households.withdrawn",
    _("家庭撤回同意"),
    _("本村（社区）有家庭撤回同意时，只说户数。"),
    title=_("%(place)s有 %(n)d 户撤回同意"),
    detail=_("评选资料已停止使用。撤回不需要理由，请不要追问"),
    duty=_("撤回同意后，各环节要立即停止。"),
)
register(WITHDRAWN)


def tell_withdrawn(ids: Collection[uuid.UUID], *, by: Actor) -> None:
    """Tell the villages' officers how many families left. Nobody above is told: taking part is a total there (F5)."""
    families = Household.objects.filter(pk__in=ids).order_by()
    paths = families.values_list("region__path", flat=True)
    villages = Counter(path[: Level.VILLAGE.depth * SEGMENT] for path in paths)
    names, readers = names_of(villages), holders_by_place(villages, role="village_officer")
    batch, url = uuid7(), reverse("households:list")
    notes = [
        Note(readers[path], f"{batch}:{path}", url, {"place": names[path], "n": n}) for path, n in villages.items()
    ]
    tell_each(notes, WITHDRAWN.name, but=by)


def import_result(job: Job) -> str:
    """The page of the batch a job wrote."""
    return reverse("households:import_result", args=[job.arguments["batch_id"]])


progress.register("households.import_roster", progress.JobPage(_("名册导入"), import_result, _("看导入结果")))
