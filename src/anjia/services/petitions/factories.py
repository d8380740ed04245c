"""For tests: a suggestion at any step."""

from datetime import date
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.regions.models import Region
from anjia.services.petitions import actions
from anjia.services.petitions.models import PolicySuggestion

SAID = {
    "organ": "芦淞区妇女联合会",
    "title": "关于公开征地补偿发放进度的建议",
    "topic": "land",
    "body": "区自然资源局",
    "why": "来问补偿款到哪一步的越来越多，多数是因为看不到进度。",
    "what": "每月公开一次各批补偿款的进度。\n公开一个可以查询的电话。",
}


def said(**changes: Any) -> actions.Draft:
    return actions.Draft(**{**SAID, **changes})


def drafted(district: Region, writer: User, **changes: Any) -> PolicySuggestion:
    return actions.draft_suggestion(district, said(**changes), by=writer)


def approved(district: Region, writer: User, second: User, **changes: Any) -> PolicySuggestion:
    proposed = actions.propose_suggestion(drafted(district, writer, **changes), by=writer)
    return actions.approve_suggestion(proposed, by=second)


def sent(
    district: Region, writer: User, second: User, *, on: date | None = None, length: int = 30, measure: str = "days",
    **changes: Any,
) -> PolicySuggestion:  # fmt: skip
    one = approved(district, writer, second, **changes)
    return actions.send_suggestion(one, on=on or timezone.localdate(), length=length, measure=measure, by=writer)


def answered(district: Region, writer: User, second: User, **changes: Any) -> PolicySuggestion:
    one = sent(district, writer, second, **changes)
    actions.record_reply(one, outcome="adopted", words="下月起公开。", on=timezone.localdate(), by=writer)
    one.refresh_from_db()
    return one
