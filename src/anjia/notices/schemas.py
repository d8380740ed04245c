"""Notices and objections as programs see them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.notices.enums import Finding, ObjectionGround, TakeDownReason
from anjia.notices.models import NoticeEntry, Objection, PublicNotice
from anjia.web.api.reading import Day, In


class NoticeOut(Schema):
    """A village's notice."""

    id: UUID
    cycle: UUID
    region: UUID
    village: str
    kind: str
    batch: int
    state: str
    families: int
    working_days: int
    starts_on: date | None
    ends_on: date | None
    restarts: int
    version: int

    @classmethod
    def of(cls, notice: PublicNotice) -> "NoticeOut":
        plain = (
            "kind", "batch", "state", "families", "working_days", "starts_on", "ends_on", "restarts", "version",
        )  # fmt: skip
        named = {name: getattr(notice, name) for name in plain}
        return cls(id=notice.pk, cycle=notice.cycle_id, region=notice.region_id, village=notice.region.name, **named)


class EntryOut(Schema):
    """A family as the notice shows it."""

    id: UUID
    shown_name: str
    group_name: str
    ends_on: date | None = Field(description="its own end, where an objection extended it")

    @classmethod
    def of(cls, entry: NoticeEntry) -> "EntryOut":
        named = {name: getattr(entry, name) for name in ("shown_name", "group_name", "ends_on")}
        return cls(id=entry.pk, **named)


class NoticeDetailOut(NoticeOut):
    entries: list[EntryOut] = []

    @classmethod
    def with_entries(cls, notice: PublicNotice, entries: Any) -> "NoticeDetailOut":
        return cls(**NoticeOut.of(notice).model_dump(), entries=[EntryOut.of(entry) for entry in entries])


class PublishIn(In):
    """`expected` is the number of families that was seen: where it is another by now, nothing is done (409)."""

    village: UUID
    expected: int | None = Field(default=None, ge=0, le=1_000_000)


class RepostIn(In):
    """`expected` as in publishing."""

    expected: int | None = Field(default=None, ge=0, le=1_000_000)


class TakeDownIn(In):
    reason: TakeDownReason


class ObjectionIn(In):
    """On one family, on a closed ground; name and contact may stay empty."""

    entry: UUID
    ground: ObjectionGround
    statement: str = Field(default="", max_length=500)
    objector_name: str = Field(default="", max_length=40)
    objector_contact: str = Field(default="", max_length=60)


class PaperObjectionIn(In):
    """An objection as its paper says it; the day it came in is the day from which the answer is due."""

    paper_on: Day
    entry: UUID
    ground: ObjectionGround
    statement: str = Field(default="", max_length=500)
    objector_name: str = Field(default="", max_length=40)
    objector_contact: str = Field(default="", max_length=60)
    helped_by: str = Field(default="", max_length=40)


class ReceiptOut(Schema):
    """The code is told now and never again."""

    code: str
    due_on: date


class CodeIn(In):
    code: str = Field(min_length=1, max_length=20)


class ObjectionStateOut(Schema):
    """How an objection stands, for whoever holds its code."""

    state: str
    due_on: date
    finding: str
    answer: str
    answered_at: datetime | None


class ObjectionOut(Schema):
    """An objection to be answered."""

    id: UUID
    notice: UUID
    entry: UUID
    ground: str
    statement: str
    state: str
    received_at: datetime
    due_on: date
    finding: str
    answer: str
    version: int

    @classmethod
    def of(cls, objection: Objection) -> "ObjectionOut":
        plain = ("ground", "statement", "state", "received_at", "due_on", "finding", "answer", "version")
        named = {name: getattr(objection, name) for name in plain}
        return cls(id=objection.pk, notice=objection.notice_id, entry=objection.entry_id, **named)


class AnswerIn(In):
    """The finding, what objector and family will read, and the declaration to be neither of them nor kin."""

    finding: Finding
    answer: str = Field(min_length=1, max_length=500)
    is_unrelated: bool
