"""The first days after a hand-over: the sheet on the home, why old pages are closed, invitations that pass on."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts import open_work
from anjia.accounts.models import HandOver, Invitation, Membership, User
from anjia.accounts.permissions import GRANT_VERB
from anjia.kernel.permissions import grants
from anjia.kernel.scope import under
from anjia.web.panels import Task, find_tasks
from anjia.web.refusals import explain

NEWLY = timedelta(days=7)
LATELY = timedelta(days=31)


def tasks(user: Any, scope_path: str) -> list[Task]:
    """What one has taken over in the last week in this place."""
    taken = HandOver.objects.filter(successor=user.pk, done_at__gt=timezone.now() - NEWLY, taken_up__ends_on=None)
    here = taken.filter(under("membership__region__path", scope_path)) if scope_path else taken.none()
    return [
        Task(
            _("您接手了%(place)s的%(role)s，先看移交单")
            % {"place": each.membership.region.name, "role": each.membership.get_role_display()},
            each.get_absolute_url(),
            _("有 %(n)d 件事交到您手上；打印出来，双方签字。") % {"n": len(each.items)},
            timezone.localdate(),
        )
        for each in here.select_related("membership__region").order_by("done_at", "pk")
    ]


def ended_lately(user: Any) -> str:
    """What to tell somebody on whose screen a page of a role stands that is over (a tab left open)."""
    today = timezone.localdate()
    over = Membership.objects.filter(user=user.pk, ends_on__lte=today, ends_on__gt=today - LATELY)
    last = over.select_related("region", "covers__user").order_by("-ends_on", "pk").first()
    if last is None:
        return ""
    told = {"place": last.region.name, "role": last.get_role_display(), "day": date_format(last.ends_on, "n月j日")}
    return (
        gettext("您在%(place)s的“%(role)s”任职从 %(day)s 起已经结束，所以打不开。有疑问请联系授予这个角色的单位。")
        % told
    )


def _invitations(membership: Membership) -> Any:
    given = [role for role, verb in GRANT_VERB.items() if membership.role in grants.roles_with(verb)]
    waiting = Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now(), role__in=given, hand_over=None
    )
    return waiting.filter(under("region__path", membership.region.path), invited_by_id=membership.user_id)


def open_invitations(membership: Membership) -> list[open_work.Item]:
    """Invitations the holder sent and nobody has used yet."""
    number = _invitations(membership).count()
    if not number:
        return []
    text = ngettext("%(n)d 个邀请还没有人接受", "%(n)d 个邀请还没有人接受", number)
    return [open_work.Item(text % {"n": number}, url=reverse("accounts:people"), count=number, passes=True)]


def pass_invitations(membership: Membership, successor: User) -> int:
    """The links stay good, in the name of the successor."""
    return _invitations(membership).update(invited_by_id=successor.pk)


explain(ended_lately)
find_tasks(tasks)
open_work.register(open_invitations, pass_invitations)
