"""What happened to a recommendation, drawn from its trail."""

from typing import Any

from django.utils.translation import gettext as _

from anjia.accounts.models import User
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Recommendation
from anjia.kernel.models import AuditEvent

TONES = {R.RETURNED: "due", R.ENDED: "calm", R.RETRACTED: "calm"}


def timeline(row: Recommendation) -> list[dict[str, Any]]:
    """Items of the component `c-timeline`, oldest first."""
    trail = AuditEvent.objects.filter(object_id=row.pk, after__has_key="state").order_by("id")
    events = list(trail.values_list("at", "actor_id", "after", "note"))
    people = dict(User.objects.filter(pk__in={event[1] for event in events}).values_list("pk", "display_name"))
    return [
        {
            "label": R(after["state"]).label,
            "at": at,
            "who": people.get(actor, _("系统")),
            "note": note,
            "tone": TONES.get(R(after["state"]), "done"),
        }
        for at, actor, after, note in events
    ]
