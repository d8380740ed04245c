"""Cycles, standards, targets and credits as programs see them."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.programmes.models import Criterion, CycleStage, DeductionReason, ProgrammeCycle, StandardVersion
from anjia.programmes.queries.targets import TargetTable
from anjia.web.api.reading import In

POINTS = "in half-points: 20 is ten points"


class StageOut(Schema):
    number: int
    name: str
    starts_on: date
    ends_on: date

    @classmethod
    def of(cls, stage: CycleStage) -> "StageOut":
        return cls(number=stage.number, name=stage.name, starts_on=stage.starts_on, ends_on=stage.ends_on)


class CycleOut(Schema):
    """One year of the programme in one place."""

    id: UUID
    region: UUID
    year: int
    title: str
    state: str
    standard_version: UUID
    pass_mark_half_points: int | None = Field(description=POINTS)
    notice_working_days: int
    naming_day: date
    submission_deadline: date
    version: int

    @classmethod
    def of(cls, cycle: ProgrammeCycle) -> "CycleOut":
        plain = (
            "year", "title", "state", "pass_mark_half_points", "notice_working_days", "naming_day",
            "submission_deadline", "version",
        )  # fmt: skip
        named = {name: getattr(cycle, name) for name in plain}
        return cls(id=cycle.pk, region=cycle.region_id, standard_version=cycle.standard_version_id, **named)


class CycleDetailOut(CycleOut):
    stages: list[StageOut] = []


class ReasonOut(Schema):
    """Why points may be taken off; there are no others."""

    id: UUID
    text: str
    max_half_points: int = Field(description=POINTS)
    is_missing_credit: bool

    @classmethod
    def of(cls, reason: DeductionReason) -> "ReasonOut":
        plain = ("text", "max_half_points", "is_missing_credit")
        return cls(id=reason.pk, **{name: getattr(reason, name) for name in plain})


class CriterionOut(Schema):
    id: UUID
    code: str
    title: str
    max_half_points: int = Field(description=POINTS)
    reasons: list[ReasonOut]

    @classmethod
    def of(cls, criterion: Criterion) -> "CriterionOut":
        reasons = [ReasonOut.of(reason) for reason in criterion.reasons.all()]
        plain = {name: getattr(criterion, name) for name in ("code", "title", "max_half_points")}
        return cls(id=criterion.pk, reasons=reasons, **plain)


class StandardOut(Schema):
    """One wording of a standard, with its criteria and their closed reasons."""

    id: UUID
    code: str
    title: str
    scheme: str
    number: int
    state: str
    step_half_points: int = Field(description=POINTS)
    criteria: list[CriterionOut]

    @classmethod
    def of(cls, version: StandardVersion) -> "StandardOut":
        standard = version.standard
        return cls(
            id=version.pk,
            code=standard.code,
            title=standard.title,
            scheme=standard.scheme,
            number=version.number,
            state=version.state,
            step_half_points=version.step_half_points,
            criteria=[CriterionOut.of(criterion) for criterion in version.criteria.all()],
        )


class TargetLineOut(Schema):
    region: UUID
    name: str
    households: int
    safe_families: int | None = Field(description="null where nobody has given it any")
    model_families: int | None


class TargetsOut(Schema):
    """One level of the allocation: a place and its children."""

    region: UUID
    safe_families: int | None
    model_families: int | None
    is_balanced: bool
    children: list[TargetLineOut]

    @classmethod
    def of(cls, table: TargetTable) -> "TargetsOut":
        children = [
            TargetLineOut(
                region=row.region.pk,
                name=row.region.name,
                households=row.households,
                safe_families=row.allocation.safe_families if row.allocation else None,
                model_families=row.allocation.model_families if row.allocation else None,
            )
            for row in table.rows
        ]
        return cls(
            region=table.region.pk,
            safe_families=table.own.safe_families if table.own else None,
            model_families=table.own.model_families if table.own else None,
            is_balanced=table.is_balanced,
            children=children,
        )


class CreditCountOut(Schema):
    """A criterion that looks at credits, in one village."""

    criterion: UUID
    code: str
    title: str
    offer: str = Field(description="where it can be earned; empty: nowhere yet, so a missing one does not count")
    families: int


class CreditIn(In):
    """Families of one village that earned a criterion's credit; what for is not kept."""

    village: UUID
    criterion: UUID
    households: list[UUID] = Field(default=[], max_length=5000)
    taken_back: list[UUID] = Field(default=[], max_length=5000)


class CreditOut(Schema):
    new: int


class OfferIn(In):
    offer: str = Field(min_length=1, max_length=80, description="where, and when, it can be earned")


class OfferOut(Schema):
    village: UUID
    criterion: UUID
    offer: str
