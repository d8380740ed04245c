"""What this slice tells a family: its story, who agreed to be shown, and that it is taken down at any time."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.households.models import Household
from anjia.households.own_file import DONE, PLAIN, Act, Line, Part, own_part
from anjia.stories.enums import StoryState
from anjia.stories.models import FamilyStory


@own_part(order=65)
def story(household: Household, on: date) -> Part | None:
    """The story and each person's consent."""
    own = FamilyStory.objects.filter(household=household).first()
    if own is None:
        return None
    is_shown = own.state == StoryState.PUBLISHED
    note = _("要撤下的，随时告诉村（社区），立即撤下，不用说明原因。")
    lines = [Line(own.headline, note=note, chip=own.get_state_display(), tone=DONE if is_shown else PLAIN)]
    for person in own.persons.order_by("created_at"):
        chip = _("已撤回") if person.withdrawn_at else _("已同意公开")
        by_guardian = _("监护人：%(name)s") % {"name": person.guardian} if person.guardian else ""
        lines.append(Line(person.name, by_guardian, note=date_format(person.agreed_on, "DATE_FORMAT"), chip=chip))
    acts = (Act(_("看公开页"), reverse("stories:public_story", args=[own.pk])),) if is_shown else ()
    return Part(_("家庭事迹"), tuple(lines), acts=acts)
