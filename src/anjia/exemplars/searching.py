"""Plaques by serial or family, in the search box."""

import re
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import Verb
from anjia.exemplars.papers import place_of
from anjia.exemplars.queries import plaques_visible_to
from anjia.households.searching import found_families
from anjia.web.name_index import starts_with
from anjia.web.search import Hit, Query, Source, register

_SERIAL = re.compile(r"^[a-z]{2}-?\d", re.IGNORECASE)


def plaques(user: Any, query: Query, most: int) -> list[Hit]:
    """By the serial on the plaque, or by the family."""
    rows = plaques_visible_to(user)
    if _SERIAL.match(query.text):
        rows = rows.filter(starts_with("serial", query.text.upper().replace(" ", "")))
    else:
        rows = rows.filter(household__in=found_families(user, query).order_by().values("pk"))
    return [
        Hit(
            plaque.serial,
            reverse("exemplars:plaque_detail", args=[plaque.pk]),
            " · ".join(filter(None, (plaque.head_name, place_of(plaque)))),
            plaque.get_state_display(),
        )
        for plaque in rows.order_by("-made_on", "serial")[:most]
    ]


register(Source("plaques", _("牌匾"), Verb.VIEW, plaques, order=44))
