"""What the registry hears of itself and puts on the home: families that came, requests, pairs, young people."""

from typing import Any

from django.db.models import Count, Min
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.households.age import CHILD, born_since
from anjia.households.enums import Verb
from anjia.households.forms.minors import CHILDREN, YOUNG
from anjia.households.models import Household, HouseholdChange
from anjia.households.queries.changes import arrivals
from anjia.households.queries.duplicates import likely_pairs
from anjia.households.queries.minors import to_ask
from anjia.households.queries.requests import open_requests
from anjia.households.signals import head_renamed
from anjia.web.panels import Task, find_tasks


@receiver(head_renamed, dispatch_uid="households.rename_history")
def correct_history(sender: Any, *, household: Household, before: str, after: str, **kwargs: Any) -> None:
    """A name that was written wrong was wrong in the past too."""
    for column in ("head_before", "head_after"):
        HouseholdChange.objects.filter(household=household, **{column: before}).update(**{column: after})


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    if not scope_path:
        return []
    finders = (_requests, _arrivals, _pairs, _minors)
    return [task for find in finders for task in find(user, scope_path)]


def _minors(user: Any, scope_path: str) -> list[Task]:
    """Guardians to be asked by a day, and young people who turned fourteen, perhaps in mid-cycle."""
    if not user.scopes(Verb.RECORD_CONSENT):
        return []
    waiting = to_ask(user, scope_path)
    found = []
    children = waiting.filter(birth__gte=born_since(CHILD)).aggregate(n=Count("pk"), due=Min("consent_due_on"))
    young = waiting.filter(birth__lt=born_since(CHILD)).count()
    url = reverse("households:minors")
    if children["n"]:
        title = _("为 %(n)d 名不满 14 周岁的孩子征得监护人同意") % {"n": children["n"]}
        found.append(
            Task(
                title,
                f"{url}?who={CHILDREN}",
                _("到期没有同意的，删去孩子的资料"),
                due_on=children["due"],
                count=children["n"],
            )
        )
    if young:
        title = _("%(n)d 名家庭成员已满 14 周岁，请征得本人同意") % {"n": young}
        found.append(Task(title, f"{url}?who={YOUNG}", _("在此之前不公开其任何情况"), count=young))
    return found


def _pairs(user: Any, scope_path: str) -> list[Task]:
    if not user.scopes(Verb.SETTLE_DUPLICATES):
        return []
    waiting = likely_pairs(user, scope_path).count()
    if not waiting:
        return []
    title = _("核对 %(n)d 对可能重复的登记") % {"n": waiting}
    return [Task(title, reverse("households:duplicates"), _("由您决定，系统不会自行合并"), count=waiting)]


def _requests(user: Any, scope_path: str) -> list[Task]:
    if not user.scopes(Verb.ANSWER_REQUESTS):
        return []
    waiting = open_requests(user, scope_path).aggregate(n=Count("pk"), due=Min("due_on"))
    if not waiting["n"]:
        return []
    title = _("核实 %(n)d 份变更申请") % {"n": waiting["n"]}
    url = reverse("households:requests")
    return [Task(title, url, _("向本户核实后再改"), due_on=waiting["due"], count=waiting["n"])]


def _arrivals(user: Any, scope_path: str) -> list[Task]:
    if not user.scopes(Verb.EDIT):
        return []
    waiting = arrivals(user, scope_path).select_related("household").order_by("effective_on", "pk")
    return [
        Task(
            _("核对搬来的家庭：%(name)s") % {"name": change.household.head_name},
            reverse("households:history", args=[change.household_id]),
            _("由搬出的村（社区）登记"),
        )
        for change in waiting
    ]
