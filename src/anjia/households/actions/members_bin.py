"""A member who was removed can come back for thirty days, while the family and the place in it are there."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb
from anjia.households.models import Household, HouseholdMember
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.web.recycling import Restorable, discard, register

KIND = "households.member"
KEPT = ("name", "kinship", "sex", "birth", "work_or_school", "consent_due_on")


def discard_member(member: HouseholdMember, *, by: Actor) -> None:
    """Put a member into the bin; the bin's list shows the name masked."""
    household = member.household
    shown = {"family": _masked(household.head_name), "name": _masked(member.name)}
    discard(
        KIND,
        title=gettext("%(family)s家的成员%(name)s") % shown,
        content={"household": household.pk, **{name: getattr(member, name) for name in KEPT}},
        by=by,
        region_path=household.region.path,
        household_id=household.pk,
    )


def _masked(name: str) -> str:
    """王*明, 王*."""
    return f"{name[:1]}*{name[-1]}" if len(name) > 2 else f"{name[:1]}*"


def _restore(content: dict[str, Any], by: Any) -> str:
    household = Household.objects.filter(pk=content["household"], is_active=True).first()
    if household is None:
        raise Refused(_("这户家庭已经不在登记册里，成员不能恢复。"))
    if household.members.filter(name=content["name"]).exists():
        raise Refused(_("这户已经有同名的成员，没有重复恢复。"), who=_("如确有两人同名，请在家庭资料里另行添加。"))
    try:
        with transaction.atomic():
            HouseholdMember.objects.create(household=household, **{name: content[name] for name in KEPT})
    except IntegrityError:
        raise Refused(_("这户已经有人登记为户主本人，成员不能恢复。请先改现在的成员。")) from None
    return reverse("households:detail", args=[household.pk])


register(Restorable(KIND, _("家庭成员"), Verb.EDIT, _restore))
