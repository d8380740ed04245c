"""Notices by their place, and objections by the code the objector was given."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.notices.codes import LENGTH, hash_of
from anjia.notices.enums import Verb
from anjia.notices.queries import objections_visible_to, visible_to
from anjia.web.search import Hit, Query, Source, register


def notices(user: Any, query: Query, most: int) -> list[Hit]:
    """The newest first."""
    named = Q()
    for text in (word for asked in query.texts for word in asked.split()):
        named |= Q(region__name__startswith=text)
    rows = visible_to(user).filter(named).order_by("-published_at", "-pk")[:most]
    return [
        Hit(
            _now("%(place)s第 %(n)d 批") % {"place": notice.region.name, "n": notice.batch},
            reverse("notices:notice_detail", args=[notice.pk]),
            f"{notice.cycle.year} · {notice.get_kind_display()}",
            notice.get_state_display(),
        )
        for notice in rows
    ]


def objections(user: Any, query: Query, most: int) -> list[Hit]:
    """By the whole code only: nothing else of an objection is searched."""
    if sum(c.isalnum() for c in query.text) != LENGTH:
        return []
    rows = objections_visible_to(user).filter(code_hash=hash_of(query.text)).order_by("pk")[:most]
    return [
        Hit(
            _now("%(place)s公示的异议") % {"place": objection.notice.region.name},
            reverse("notices:objection_answer", args=[objection.pk]),
            str(objection.get_ground_display()),
            objection.get_state_display(),
        )
        for objection in rows
    ]


register(Source("notices", _("公示"), Verb.VIEW, notices, order=30))
register(Source("objections", _("异议"), Verb.INVESTIGATE, objections, order=32))
