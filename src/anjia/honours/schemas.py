"""Decisions, titles, certificates and their verification as programs see them."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.honours.models import NamingDecision, Title
from anjia.web.api.jobs import JobOut
from anjia.web.api.reading import Day, In

EXPECTED = "the number of families that was seen: where it is another by now, nothing is done (409)"


class DecisionOut(Schema):
    """A naming decision of a town."""

    id: UUID
    cycle: UUID | None = Field(description="null for a decision adopted from paper")
    region: UUID
    town: str
    state: str
    title: str
    families: int
    met_on: date | None
    issued_on: date | None
    number: str
    papers: list[str] = Field(description="which papers are ready: pdf, word, excel")
    version: int

    @classmethod
    def of(cls, decision: NamingDecision) -> "DecisionOut":
        files = {"pdf": decision.pdf_file_id, "word": decision.word_file_id, "excel": decision.excel_file_id}
        plain = ("state", "title", "families", "met_on", "issued_on", "version")
        return cls(
            id=decision.pk,
            cycle=decision.cycle_id,
            region=decision.region_id,
            town=decision.region.name,
            number=decision.number_text,
            papers=[name for name, file_id in files.items() if file_id],
            **{name: getattr(decision, name) for name in plain},
        )


class DraftIn(In):
    town: UUID


class DecideIn(In):
    met_on: Day
    expected: int | None = Field(default=None, ge=0, le=1_000_000, description=EXPECTED)


class SignIn(In):
    signer_name: str = Field(min_length=1, max_length=40)
    expected: int | None = Field(default=None, ge=0, le=1_000_000, description=EXPECTED)


class VoidIn(In):
    reason: str = Field(min_length=1, max_length=200)


class TitleOut(Schema):
    """A family's title. The code of the certificate's QR is not told."""

    id: UUID
    household: UUID
    decision: UUID
    region: UUID
    head_name: str
    kind: str
    state: str
    serial: str
    granted_on: date
    review_due_on: date
    valid_to: date

    @classmethod
    def of(cls, title: Title) -> "TitleOut":
        plain = ("head_name", "kind", "state", "serial", "granted_on", "review_due_on", "valid_to")
        named = {name: getattr(title, name) for name in plain}
        return cls(
            id=title.pk, household=title.household_id, decision=title.decision_id, region=title.region_id, **named
        )


class CertificatesIn(In):
    region: UUID = Field(description="the town, or a village of it")


class CertificatesOut(JobOut):
    files: int = Field(description="how many PDF files are ready")


class VerifyIn(In):
    serial: str = Field(min_length=1, max_length=24)
    code: str = Field(min_length=1, max_length=24)


class VerifyOut(Schema):
    """有效, or 无有效称号 and nothing of why."""

    is_valid: bool
    result: str
