"""Closing an account, opening it again, and forgetting whose it was long after.

While it is closed the roles stay on paper, and nothing of them can be used.
"""

import uuid
from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.sign_ins import end_sign_ins
from anjia.accounts.models import CodeTries, Message, MutedKind, User
from anjia.accounts.permissions import oversees
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.permissions import Actor
from anjia.web.models import FormDraft, ListChoice, SavedFilter, SubmittedForm

WHO = _("须由管辖这个人全部角色的单位办理；担任多级职务的，请联系系统管理员。")
VERB = "accounts.close_account"
FORGOTTEN = "已离任人员"


@transaction.atomic
def close_account(user: User, *, by: Actor, note: str = "") -> User:
    """Close an account; every session of it ends at once. Raises NotPermitted (oneself too), Conflict."""
    _set_active(user, False, by=by, note=note)
    end_sign_ins(user, by=by)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Actor, note: str = "") -> User:
    """Open a closed account again, with the roles it still holds. Raises NotPermitted, Conflict."""
    return _set_active(user, True, by=by, note=note)


def _set_active(user: User, active: bool, *, by: Actor, note: str) -> User:
    if not oversees(by, user):
        raise NotPermitted(_("您不能停用或恢复“%(person)s”的账号。") % {"person": user}, who=WHO)
    changed = User.objects.filter(pk=user.pk, is_active=not active)
    if not changed.update(is_active=active, updated_at=timezone.now()):
        raise Conflict(_("这个账号刚刚已经改过，请刷新后查看。"))
    user.refresh_from_db()
    audit.record(VERB, user, by=by, before={"is_active": not active}, after={"is_active": active}, note=note)
    return user


@transaction.atomic
def forget_accounts(ids: Collection[uuid.UUID], by: Actor) -> int:
    """What tells who somebody was goes; the number by which the trail and old papers point to them stays.

    `by` is only ever the night's routine, which notes it in the trail. Nobody can sign in with what is left.
    """
    people = list(User.objects.select_for_update().filter(pk__in=ids))
    for person in people:
        end_sign_ins(person, by=by)
        person.username, person.display_name, person.is_active = f"gone{person.pk.hex[-20:]}", FORGOTTEN, False
        person.set_unusable_password()
        person.save()
    chosen = [person.pk for person in people]
    Authenticator.objects.filter(user__in=chosen).delete()
    for model in (Message, MutedKind, CodeTries):
        model._default_manager.filter(user__in=chosen).delete()
    for own in (SavedFilter, FormDraft, SubmittedForm, ListChoice):
        own._default_manager.filter(user_id__in=chosen).delete()
    return len(people)
