"""Families, members, consents and imports as programs see them: phones masked, as on the pages."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.households.enums import ConsentKind, ResidenceType
from anjia.households.models import Consent, Household, HouseholdMember, ImportBatch
from anjia.households.views.households import mask_phone
from anjia.web.api.jobs import JobOut
from anjia.web.api.reading import In


class HouseholdOut(Schema):
    """A family that takes part."""

    id: UUID
    region: UUID
    village: str
    group: str
    head_name: str
    head_birth: str
    household_size: int
    address: str
    phone: str = Field(description="masked, as on the pages")
    occupation: str
    residence_type: str
    is_proven: bool = Field(description="whether its consent to take part has its proof")
    version: int

    @classmethod
    def of(cls, household: Household) -> "HouseholdOut":
        plain = ("head_name", "head_birth", "household_size", "address", "occupation", "residence_type", "version")
        return cls(
            id=household.pk,
            region=household.region_id,
            village=household.region.parent.name,
            group=household.region.name,
            phone=mask_phone(household.phone),
            is_proven=household.has_proof,
            **{name: getattr(household, name) for name in plain},
        )


class HouseholdIn(In):
    """A family from paper that said yes."""

    region: UUID = Field(description="its residents' group")
    head_name: str = Field(min_length=1, max_length=40)
    head_birth: str = Field(default="", max_length=20)
    household_size: int = Field(ge=1, le=60)
    address: str = Field(default="", max_length=120)
    phone: str = Field(default="", max_length=30)
    occupation: str = Field(default="", max_length=40)
    residence_type: ResidenceType = ResidenceType.LOCAL


class HouseholdPatch(In):
    """What to change; what is left out stays. Moving house is a dated change of its own."""

    head_birth: str | None = Field(default=None, max_length=20)
    household_size: int | None = Field(default=None, ge=1, le=60)
    address: str | None = Field(default=None, max_length=120)
    phone: str | None = Field(default=None, max_length=30)
    occupation: str | None = Field(default=None, max_length=40)
    residence_type: ResidenceType | None = None


class MemberOut(Schema):
    """A resident beside the head; `kinship` is a code of GB/T 4761-2008, `sex` one of GB/T 2261.1."""

    id: UUID
    name: str
    kinship: str
    sex: str
    birth: str
    work_or_school: str

    @classmethod
    def of(cls, member: HouseholdMember) -> "MemberOut":
        plain = ("name", "kinship", "sex", "birth", "work_or_school")
        return cls(id=member.pk, **{name: getattr(member, name) for name in plain})


class MemberIn(In):
    name: str = Field(min_length=1, max_length=40)
    kinship: str = Field(min_length=2, max_length=2)
    sex: str = Field(default="9", max_length=1)
    birth: str = Field(default="", max_length=20)
    work_or_school: str = Field(default="", max_length=60)


class ConsentOut(Schema):
    """A consent: asserted, proven or withdrawn."""

    id: UUID
    kind: str
    state: str
    asserted_on: date
    proof: str = Field(description="signature_sheet, slip_code or witnessed; empty without a proof")
    proven_at: datetime | None
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, consent: Consent) -> "ConsentOut":
        plain = ("kind", "state", "asserted_on", "proven_at", "withdrawn_at")
        method = consent.proof.method if consent.proof else ""
        return cls(id=consent.pk, proof=method, **{name: getattr(consent, name) for name in plain})


class WitnessIn(In):
    """代办: what the family said, before whom; the text was read to it."""

    kinds: list[ConsentKind] = Field(min_length=1, max_length=2)
    witness: str = Field(min_length=1, max_length=40)
    second_witness: str = Field(default="", max_length=40)


class CodesIn(In):
    codes: list[str] = Field(min_length=1, max_length=500)


class CodesOut(Schema):
    """Which families the codes proved, and which codes fitted none here."""

    proven: list[UUID]
    unknown: list[str]


class WithdrawIn(In):
    kind: ConsentKind = Field(description="participate: the family leaves; publish: only its full name is taken back")


class ImportOut(Schema):
    """An import from its upload to its end."""

    id: UUID
    region: UUID
    file_name: str
    state: str
    summary: dict[str, Any] = Field(description="figures only")
    job: JobOut | None
    undo_until: datetime | None

    @classmethod
    def of(cls, batch: ImportBatch, job: Any = None) -> "ImportOut":
        return cls(
            id=batch.pk,
            region=batch.region_id,
            file_name=batch.file_name,
            state=batch.state,
            summary=batch.summary,
            job=JobOut.of(job) if job else None,
            undo_until=batch.undo_until if batch.can_be_undone else None,
        )


class IssueOut(Schema):
    """One finding: where, what stands there, what is wrong, what to do."""

    sheet: str
    row: int
    column: int | None
    value: str
    code: str
    level: str
    message: str
    fix: str


class VillageOut(Schema):
    """A village name of the file: `chosen` is what it was taken for, null where somebody must say."""

    key: str
    name: str
    rows: int
    chosen: UUID | None


class GroupOut(Schema):
    """A group the registry does not know yet."""

    village: UUID
    label: str
    rows: int


class DuplicateOut(Schema):
    """Rows that are likely the same family."""

    rows: list[tuple[str, int]]
    opposed: bool


class PreviewOut(Schema):
    """What confirming would do; nothing is written yet."""

    figures: dict[str, int]
    issues: list[IssueOut]
    issues_total: int
    villages: list[VillageOut]
    unknown_groups: list[GroupOut]
    duplicates: list[DuplicateOut]


class GroupIn(In):
    village: UUID
    label: str = Field(min_length=1, max_length=40)


class SettleIn(In):
    """The decisions of the preview; together they replace those kept before."""

    villages: dict[str, UUID] = Field(default={}, description="key of the file's village to the region")
    groups: list[GroupIn] = Field(default=[], max_length=500, description="groups to be made")
    dropped: list[tuple[str, int]] = Field(default=[], max_length=5000, description="rows to leave out")
    distinct: list[tuple[str, int]] = Field(default=[], max_length=5000, description="rows that are families apart")
    totals: bool = Field(default=False, description="the totals were checked")


class ConfirmIn(In):
    """The figures that were seen: where they are others by now, nothing is done (409)."""

    new: int = Field(ge=0, le=1_000_000)
    update: int = Field(ge=0, le=1_000_000)
    record_totals: bool = Field(default=False, description="the rows are all households of each group")


class KeptOut(Schema):
    household: UUID
    reason: str


class UndoOut(Schema):
    """What undoing did."""

    removed: int
    restored: int
    kept: list[KeptOut]
