"""The life of a title in words, oldest first: items of the component `c-timeline`."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.rolling.enums import RectificationState, ReviewState, RevocationState

ENDS = {
    TitleState.REVOKED: ("revoked_at", "seal"),
    TitleState.RENEWED: ("renewed_at", "done"),
    TitleState.WITHDRAWN: ("withdrawn_at", "calm"),
    TitleState.SUPERSEDED: ("superseded_at", "calm"),
}


def life_of(title: Title) -> list[dict[str, Any]]:
    """What happened to the title, in four queries. What was seen and said stands beside it, for who may read it."""
    items = [{"label": _("命名"), "at": title.granted_on, "note": title.decision.number_text, "tone": "done"}]
    items += [_review(review) for review in title.reviews.exclude(state=ReviewState.LAPSED)]
    items += [_rectification(row) for row in title.rectifications.all()]
    for case in title.revocations.select_related("cancellation"):
        items += _revocation(case)
    if title.state in ENDS:
        name, tone = ENDS[TitleState(title.state)]
        items.append({"label": title.get_state_display(), "at": getattr(title, name), "tone": tone})
    return sorted(items, key=lambda item: str(item["at"])[:10])


def _review(review: Any) -> dict[str, Any]:
    tone = {ReviewState.PASSED: "done", ReviewState.FAILED: "due"}.get(review.state, "calm")
    at = review.held_on or review.planned_on
    note = review.get_channel_display() if review.held_on else ""
    return {"label": f"{review.get_kind_display()}：{review.get_state_display()}", "at": at, "note": note, "tone": tone}


def _rectification(row: Any) -> dict[str, Any]:
    tone = "done" if row.state == RectificationState.MET else "due"
    note = _("期限 %(day)s") % {"day": date_format(row.due_on)}
    return {
        "label": _("限期整改：%(state)s") % {"state": row.get_state_display()},
        "at": row.issued_on,
        "note": note,
        "tone": tone,
    }


def _revocation(case: Any) -> list[dict[str, Any]]:
    steps = [
        (
            _("村（社区）提出取消"),
            case.proposed_on,
            _("约 %(day)s 听取家庭意见") % {"day": date_format(case.hearing_on)},
        ),
        (case.get_hearing_display(), case.hearing_on if case.hearing else None, ""),
        (_("乡镇（街道）同意取消，尚未生效"), case.approved_on, ""),
        (_("告知书已送达"), case.delivered_on, _until(case)),
        (_("家庭书面同意提前"), case.agreed_on, ""),
    ]
    told = [{"label": label, "at": at, "note": note, "tone": "due"} for label, at, note in steps if at]
    if case.state in (RevocationState.KEPT, RevocationState.OVERTURNED, RevocationState.LAPSED):
        at = case.updated_at.date()
        told.append(
            {"label": case.get_state_display(), "at": at, "note": case.get_decline_reason_display(), "tone": "done"}
        )
    return told


def _until(case: Any) -> str:
    return _("申诉到 %(day)s") % {"day": date_format(case.appeal_until)} if case.appeal_until else ""
