"""What the home of the console asks somebody behind the wall to do: how many things wait, nothing of what they are."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.agenda import MOST, entries_of
from anjia.services.enums import Verb, Waits
from anjia.services.queries import glass_to_review, transfers_to, unassigned, unsupervised
from anjia.web.panels import Task, find_tasks


@find_tasks
def tasks(user: Any, scope_path: str) -> list[Task]:
    """One line, with the earliest day. Whoever holds no role behind the wall asks nothing of that database."""
    if not user.scopes(Verb.WORK):
        return []
    due = [entry.due_on for entry in entries_of(user) if entry.waits_for == Waits.US]
    due += [referral.due_on for referral in transfers_to(user)[:MOST]]
    waiting = unassigned(user).count() + glass_to_review(user).count() + unsupervised(user).count()
    count = len(due) + waiting
    if not count:
        return []
    first = min(due, default=timezone.localdate()) if not waiting else timezone.localdate()
    title = _("权益服务：%(n)d 项等您办理") % {"n": count}
    return [Task(title, reverse("services:home"), _("点开查看"), first, count)]
