"""A suggestion to another body: written, approved by a second person, sent, answered by a day (A13-7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.documents.numbers import parse_number
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level, Measure
from anjia.regions.models import Region
from anjia.regions.working_days import next_workday
from anjia.services.actions.walled import walled
from anjia.services.clock import last_day
from anjia.services.enums import Topic
from anjia.services.messages import nudge
from anjia.services.petitions.enums import Publication, ReplyOutcome, SuggestionState, Verb
from anjia.services.petitions.models import PolicySuggestion, QuotedFigure, SuggestionReply
from anjia.services.petitions.nameless import require_nameless
from anjia.services.petitions.topics import quoted
from anjia.services.petitions.workflow import SUGGESTION

MEASURES = (Measure.WORKING_DAYS, Measure.DAYS)
LONGEST = 180


@dataclass(frozen=True)
class Draft:
    """What a supervisor writes. `quarters`: those whose figures of the topic are quoted."""

    organ: str
    title: str
    topic: str
    body: str
    why: str
    what: str
    quarters: Collection[str] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return (self.organ, self.title, self.body, self.why, self.what)

    @property
    def row(self) -> dict[str, str]:
        names = ("organ", "title", "topic", "body", "why", "what")
        return {name: getattr(self, name).strip() for name in names}


@walled
def draft_suggestion(district: Region, draft: Draft, *, by: Actor) -> PolicySuggestion:
    """Write a suggestion for a district. Raises NotPermitted, Refused (something is missing, it points to somebody)."""
    require(by, Verb.SUGGEST, district.path)
    if district.level != Level.COUNTY:
        raise Refused(_("建议由区县的督导写：数字只到区县。"))
    _check(draft, district.path, by)
    made = PolicySuggestion.objects.create(region_path=district.path, written_by_id=by.pk, **draft.row)
    _quote(made, district, draft, by)
    _note(made, by, topic=draft.topic)
    return made


@walled
def revise_suggestion(suggestion: PolicySuggestion, draft: Draft, *, by: Actor) -> PolicySuggestion:
    """Write it anew while it is a draft; whoever does is its writer from now on."""
    require(by, Verb.SUGGEST, suggestion.region_path)
    _check(draft, suggestion.region_path, by)
    told = {**draft.row, "written_by_id": by.pk, "returned": "", "updated_at": timezone.now()}
    held = PolicySuggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.DRAFT)
    if not held.update(**told):
        raise Conflict(_("已经提交审核，不能再改。"), who=_("请审核的人先退回。"))
    _quote(suggestion, Region.objects.get(path=suggestion.region_path), draft, by)
    suggestion.refresh_from_db()
    _note(suggestion, by, topic=draft.topic)
    return suggestion


def _check(draft: Draft, region_path: str, by: Actor) -> None:
    if not all(draft.row.values()) or draft.topic not in Topic.values:
        raise Refused(_("请写明标题、关于哪一类事、建议哪个单位、为什么和建议什么。"))
    require_nameless(*draft.words, region_path=region_path, by=by)


def _quote(suggestion: PolicySuggestion, district: Region, draft: Draft, by: Actor) -> None:
    """The figures are looked up, never typed; what may not be told is quoted as hidden."""
    QuotedFigure.objects.filter(suggestion=suggestion).delete()
    for (series, quarter), count in quoted(by, district, draft.topic, draft.quarters).items():
        QuotedFigure.objects.create(suggestion=suggestion, series=series, quarter=quarter, count=count)


@walled
def propose_suggestion(suggestion: PolicySuggestion, *, by: Actor) -> PolicySuggestion:
    """Hand it to a second person. Checked again: somebody of that name may have come since it was written."""
    suggestion = advance(suggestion, SUGGESTION["propose"], by=by)
    _still_nameless(suggestion, by)
    others = [user for user in _approvers(suggestion) if user != suggestion.written_by_id]
    if not others:
        raise Refused(_("还没有第二位督导可以审核。"), who=_("请系统管理员在本区县再登记一位督导。"))
    nudge(others)
    return suggestion


@walled
def send_back_suggestion(suggestion: PolicySuggestion, *, words: str, by: Actor) -> PolicySuggestion:
    """Not yet: say what is to be changed."""
    _require_second(suggestion, by)
    if not words.strip():
        raise Refused(_("请写明要改什么。"))
    require_nameless(words, region_path=suggestion.region_path, by=by)
    suggestion = advance(suggestion, SUGGESTION["send_back"], by=by, set={"returned": words.strip()})
    nudge([suggestion.written_by_id])
    return suggestion


@walled
def approve_suggestion(suggestion: PolicySuggestion, *, by: Actor) -> PolicySuggestion:
    """A second person has read that it is right and about nobody."""
    _require_second(suggestion, by)
    told = {"approved_by_id": by.pk, "approved_on": timezone.localdate(), "returned": ""}
    suggestion = advance(suggestion, SUGGESTION["approve"], by=by, set=told)
    _still_nameless(suggestion, by)
    nudge([suggestion.written_by_id])
    return suggestion


@walled
def send_suggestion(
    suggestion: PolicySuggestion, *, on: date, length: int, measure: str, number: str = "", by: Actor
) -> PolicySuggestion:
    """Sent on a day; an answer is asked for within so many days, natural or working ones.

    Raises Refused (a day before it was approved or to come, no such length, a malformed number), Conflict.
    """
    if suggestion.state == SuggestionState.APPROVED and not suggestion.approved_on <= on <= timezone.localdate():
        raise Refused(_("寄出的日子应在审核通过之后、今天以前。"))
    if measure not in MEASURES or not 1 <= length <= LONGEST:
        raise Refused(_("请写明几日内答复，最长 %(n)d 日，并选自然日或工作日。") % {"n": LONGEST})
    literal = last_day(Measure(measure), length, on)
    told = {
        "sent_on": on,
        "number": str(parse_number(number)) if number.strip() else "",
        "reply_length": length,
        "reply_measure": measure,
        "reply_literal_on": literal,
        "reply_due_on": next_workday(literal),
        "escalated_at": None,
    }
    return advance(suggestion, SUGGESTION["send"], by=by, set=told)


@walled
def record_reply(suggestion: PolicySuggestion, *, outcome: str, words: str, on: date, by: Actor) -> SuggestionReply:
    """What the body answered. Where it asks for more, the suggestion is reworked, approved and sent again."""
    if outcome not in ReplyOutcome.values or not words.strip():
        raise Refused(_("请选择答复，并写下答复的内容。"))
    if suggestion.sent_on and not suggestion.sent_on <= on <= timezone.localdate():
        raise Refused(_("答复的日子应在寄出之后、今天以前。"))
    require_nameless(words, region_path=suggestion.region_path, by=by)
    step = "ask_more" if outcome == ReplyOutcome.MORE else "answer"
    advance(suggestion, SUGGESTION[step], by=by)
    told = {"outcome": outcome, "words": words.strip(), "replied_on": on, "entered_by_id": by.pk}
    return SuggestionReply.objects.create(suggestion=suggestion, **told)


@walled
def rework_suggestion(suggestion: PolicySuggestion, *, by: Actor) -> PolicySuggestion:
    """Back to a draft: what was approved, or sent and asked about, changes only through a second person again."""
    told = {"approved_by_id": None, "approved_on": None}
    return advance(suggestion, SUGGESTION["rework"], by=by, set=told)


@walled
def withdraw_suggestion(suggestion: PolicySuggestion, *, by: Actor) -> PolicySuggestion:
    """It is no longer made; nobody waits for an answer."""
    return advance(suggestion, SUGGESTION["withdraw"], by=by)


@walled
def decide_publication(suggestion: PolicySuggestion, publication: str, *, by: Actor) -> PolicySuggestion:
    """Whether everybody may read suggestion and answer; may be decided anew. Raises Refused, Conflict (unanswered)."""
    require(by, Verb.SUGGEST, suggestion.region_path)
    if publication not in Publication.values:
        raise Refused(_("请从列表里选择。"))
    if publication == Publication.SHOWN:
        _still_nameless(suggestion, by)
        replies = SuggestionReply.objects.filter(suggestion=suggestion).values_list("words", flat=True)
        require_nameless(*replies, region_path=suggestion.region_path, by=by)
    told: Mapping[str, Any] = {
        "publication": publication,
        "decided_by_id": by.pk,
        "decided_on": timezone.localdate(),
        "updated_at": timezone.now(),
    }
    if not PolicySuggestion.objects.filter(pk=suggestion.pk, state=SuggestionState.ANSWERED).update(**told):
        raise Conflict(_("对方答复以后才决定是否公开。"))
    suggestion.refresh_from_db()
    _note(suggestion, by, publication=publication)
    return suggestion


@walled
def escalate_replies() -> int:
    """Tell the supervisors, once, of every answer that did not come in time; returns how many."""
    late = PolicySuggestion.objects.filter(
        state=SuggestionState.SENT, reply_due_on__lt=timezone.localdate(), escalated_at__isnull=True
    )
    found = list(late)
    for suggestion in found:
        nudge(list(holders(suggestion.region_path, verb=Verb.SUGGEST)))
    PolicySuggestion.objects.filter(pk__in=[one.pk for one in found]).update(escalated_at=timezone.now())
    return len(found)


def _approvers(suggestion: PolicySuggestion) -> list[Any]:
    return list(holders(suggestion.region_path, verb=Verb.APPROVE_SUGGESTION))


def _require_second(suggestion: PolicySuggestion, by: Actor) -> None:
    require(by, Verb.APPROVE_SUGGESTION, suggestion.region_path)
    if by.pk == suggestion.written_by_id:
        raise NotPermitted(_("这份建议是您写的，须由第二个人审核。"), who=_("请另一位督导审核。"))


def _still_nameless(suggestion: PolicySuggestion, by: Actor) -> None:
    words = (suggestion.organ, suggestion.title, suggestion.body, suggestion.why, suggestion.what)
    require_nameless(*words, region_path=suggestion.region_path, by=by)


def _note(suggestion: PolicySuggestion, by: Actor, **facts: Any) -> None:
    audit.record(Verb.SUGGEST, suggestion, by=by, after=facts, region_path=suggestion.region_path)
