"""Appeals as programs see them."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.appeals.enums import Ground
from anjia.appeals.models import Appeal
from anjia.programmes.adverse import Adverse
from anjia.web.api.reading import In, Scan


class AppealOut(Schema):
    """One appeal; never with what the family wrote of it."""

    id: UUID
    household: UUID
    region: UUID
    number: str
    state: str
    step: str = Field(description="the kind of step that is contested")
    about: str
    parts: dict[str, str] = Field(description="key to words; what is mended, once it is upheld")
    ground: str
    channel: str
    received_on: date
    due_on: date
    assigned_to: UUID | None
    answer: str
    decided_at: datetime | None
    version: int

    @classmethod
    def of(cls, appeal: Appeal) -> "AppealOut":
        plain = (
            "number", "state", "step", "about", "parts", "ground", "channel", "received_on", "due_on", "answer",
            "decided_at", "version",
        )  # fmt: skip
        return cls(
            id=appeal.pk,
            household=appeal.household_id,
            region=appeal.region_id,
            assigned_to=appeal.assigned_to_id,
            **{name: getattr(appeal, name) for name in plain},
        )


class PartOut(Schema):
    key: str
    label: str


class AdverseOut(Schema):
    """One step that stands against a family and may be contested."""

    key: str
    step: str
    what: str
    done_on: date
    until: date
    parts: list[PartOut]

    @classmethod
    def of(cls, adverse: Adverse) -> "AdverseOut":
        parts = [PartOut(key=part.key, label=part.label) for part in adverse.step.parts(adverse)]
        told = {name: getattr(adverse, name) for name in ("key", "what", "done_on", "until")}
        return cls(step=adverse.step.key, parts=parts, **told)


class AnswerAppealIn(In):
    is_upheld: bool
    answer: str = Field(max_length=1000)
    parts: list[str] = Field(default_factory=list, description="which of the contested parts are mended")
    is_unrelated: bool = Field(description="the decider's declaration to be neither the family nor kin of it")


class FileIn(In):
    household: UUID
    step: str = Field(description="a `key` of what stands against the family", max_length=80)
    ground: Ground
    statement: str = Field(default="", max_length=500)
    parts: list[str] = Field(default_factory=list)
    received_on: date
    scan: Scan
    scan_name: str = Field(default="appeal", max_length=120)
