"""What happened to a decision, in words, with the people who did it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.accounts.models import User
from anjia.honours.enums import DecisionState
from anjia.honours.kinds import kind_of
from anjia.honours.models import NamingDecision


def timeline(decision: NamingDecision) -> list[dict[str, Any]]:
    """Items of the component `c-timeline`, oldest first."""
    ids = [pk for pk in (decision.decided_by_id, decision.signed_by_id) if pk]
    people = {pk: str(user) for pk, user in User.objects.in_bulk(ids).items()}
    items: list[dict[str, Any]] = [{"label": _("拟稿"), "at": decision.created_at, "tone": "done"}]
    if decision.state == DecisionState.ADOPTED:
        note = _("%(number)s，%(families)s 户") % {"number": decision.number_text, "families": decision.families}
        return [{"label": _("录入以前的纸质决定"), "at": decision.created_at, "note": note, "tone": "done"}]
    if decision.decided_at and decision.met_on:
        told = {"day": date_format(decision.met_on), "families": kind_of(decision).frozen(decision)}
        note = _("%(day)s会议审定，%(families)s 户") % told
        who = people.get(decision.decided_by_id, "") if decision.decided_by_id else ""
        items.append({"label": _("会议审定"), "at": decision.decided_at, "who": who, "note": note, "tone": "done"})
    if decision.signed_at:
        who = people.get(decision.signed_by_id, "") if decision.signed_by_id else ""
        items.append(
            {"label": _("签发"), "at": decision.signed_at, "who": who, "note": decision.number_text, "tone": "done"}
        )
    if decision.state == DecisionState.VOIDED:
        items.append({"label": _("已作废"), "at": decision.updated_at, "tone": "seal"})
    return items
