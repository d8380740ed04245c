"""Naming decisions by number or title, titles by serial or family, in the search box."""

import re
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import Verb
from anjia.honours.queries import titles_visible_to, visible_to
from anjia.households.searching import found_families
from anjia.web.name_index import starts_with
from anjia.web.search import Hit, Query, Source, register

BRACKETS = str.maketrans("[]()【】（）", "〔〕〔〕〔〕〔〕")
_SERIAL = re.compile(r"^[a-z]{2}-?\d", re.IGNORECASE)


def decisions(user: Any, query: Query, most: int) -> list[Hit]:
    """By the number as people write it (芦妇[2026]3号), by words of the title or of its organ, by the town."""
    named = Q()
    for text in query.texts:
        number = text.translate(BRACKETS).replace(" ", "")
        named |= starts_with("number_text", number) | Q(title__contains=text)
        named |= Q(issuing_organ__contains=text) | Q(joint_organs__contains=text)
        named |= Q(region__name__startswith=text)
    rows = visible_to(user).filter(named).order_by("-issued_on", "-created_at")[:most]
    return [
        Hit(
            decision.title,
            reverse("honours:decision_detail", args=[decision.pk]),
            " · ".join(filter(None, (decision.region.name, decision.number_text))),
            decision.get_state_display(),
        )
        for decision in rows
    ]


def titles(user: Any, query: Query, most: int) -> list[Hit]:
    """By the serial on the certificate, or by the family."""
    rows = titles_visible_to(user)
    if _SERIAL.match(query.text):
        rows = rows.filter(starts_with("serial", query.text.upper().replace(" ", "")))
    else:
        rows = rows.filter(household__in=found_families(user, query).order_by().values("pk"))
    return [
        Hit(
            title.serial,
            f"{reverse('honours:title_list')}?{urlencode({'q': title.serial})}",
            " · ".join(filter(None, (title.head_name, f"{title.region.parent.name}{title.region.name}"))),
            title.get_state_display(),
        )
        for title in rows.order_by("-granted_on", "serial")[:most]
    ]


register(Source("decisions", _("命名决定"), Verb.VIEW, decisions, order=40))
register(Source("titles", _("称号和证书"), Verb.VIEW, titles, order=42))
