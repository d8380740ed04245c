"""Appeals by their number, and by the family."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import Verb
from anjia.appeals.queries import visible_to
from anjia.households.searching import found_families
from anjia.web.search import Hit, Query, Source, register


def appeals(user: Any, query: Query, most: int) -> list[Hit]:
    """The newest first."""
    families = found_families(user, query).order_by().values("pk")
    rows = visible_to(user).filter(Q(household__in=families) | Q(number=query.text.strip()))
    return [
        Hit(
            appeal.household.head_name,
            reverse("appeals:appeal_detail", args=[appeal.pk]),
            f"{appeal.number} · {appeal.subject}",
            appeal.get_state_display(),
        )
        for appeal in rows.order_by("-received_on", "-pk")[:most]
    ]


register(Source("appeals", _("申诉"), Verb.VIEW, appeals, order=34))
