"""The family itself says what is written wrong, signed in by its card: its own file says how it goes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.change_requests import file_request
from anjia.households.enums import CHANGES, Asker, RequestState
from anjia.households.family import own_only
from anjia.households.models import ChangeRequest, Household
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor


@transaction.atomic
def ask_for_change(
    household: Household, *, kind: str, asked: Mapping[str, Any], token: str, note: str = "", by: Actor
) -> ChangeRequest:
    """One request about the family's own data; the village still makes sure with the family before anything changes."""
    own_only(by, household.pk)
    if kind not in CHANGES:
        raise Refused(_("请从列出的事项里选择一项。"))
    if not household.is_active:
        raise Refused(_("您家已经退出，资料已不在登记册里。"), who=_("想再参加，请告诉村（社区）。"))
    open_ = ChangeRequest.objects.filter(household_id=household.pk, kind=kind, state=RequestState.RECEIVED)
    if open_.exists():
        raise Conflict(_("这一项您家已经提过，村（社区）正在核实，不用再提。"))
    return file_request(
        village=household.region.parent,
        kind=kind,
        head_name=household.head_name,
        household=household,
        asked=asked,
        asker=Asker.MEMBER,
        token=token,
        note=note,
        by=by,
    )
