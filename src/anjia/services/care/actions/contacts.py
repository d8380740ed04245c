"""Whether the parents were in touch this week (未成年人保护法 23; domain A9-6)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.regions.enums import Rule
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import note, walled
from anjia.services.care.actions.clocks import renew_clock
from anjia.services.care.enums import CareState, Verb, Way
from anjia.services.care.models import CareCase, CareContact
from anjia.services.care.permissions import require_helper


@walled
def note_contact(care: CareCase, *, held_on: date, way: str, by: Actor) -> CareContact:
    """Write down that they were in touch; the next week runs from that day. Not reached, the team has to look into it.

    Raises Refused (a day to come, not of the list), Conflict (no child's case, or its needs are not known yet).
    """
    require_helper(care, by)
    if not care.is_child or care.state == CareState.RECEIVED:
        raise Conflict(_("只有孩子的关爱、了解需要以后，才登记父母联系。"))
    today = timezone.localdate()
    if not care.case.received_on <= held_on <= today:
        raise Refused(_("联系的日子应在收到之后、今天以前。"))
    if way not in Way.values:
        raise Refused(_("请从列表里选择。"))
    made = CareContact.objects.create(care=care, held_on=held_on, way=way, noted_by_id=by.pk)
    latest = CareContact.objects.filter(care=care).latest("held_on").held_on
    renew_clock(care.case, Rule.CARE_CONTACT, start=today if way == Way.NOT_REACHED else latest)
    if way == Way.NOT_REACHED:
        ask_team(care.case, _("联系不上父母：问照护人，必要时请村（社区）、学校一起找"))
    note(Verb.HANDLE, care.case, by=by, contact=str(made.pk), way=way)
    return made
