"""A family's way through one cycle, and the opinions and rosters of its steps (domain A5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState, Outcome, Step, StepReason, Verdict
from anjia.evaluations.models.meeting import GroupMeeting
from anjia.evaluations.points import HalfPointsField, reaches, shown_mean
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region
from anjia.web.fields import GuardedText


@described(kind=TableKind.HOUSEHOLD, internal=("evaluated_on",), personal=("score_sums", "alternatives"))
class Candidacy(CycleRow):
    """One family in one cycle. Sums over the counted raters stand here; single ballots stand apart.

    `score_sums` are half-points per criterion summed over `raters_counted` raters, `total_half_points` their sum.
    `alternatives` lists the codes of criteria for which the family chose the alternative indicator, no reason asked.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="candidacies", db_constraint=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(GroupMeeting, models.PROTECT, related_name="candidacies", null=True)
    state = models.CharField(max_length=12, choices=CandidacyState.choices, default=CandidacyState.DRAFT)
    alternatives = models.CharField(max_length=120, blank=True)
    score_sums = HalfPointsField()
    total_half_points = models.PositiveIntegerField(default=0)
    raters_counted = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True)
    votes_for = models.PositiveIntegerField(null=True)
    voters_present = models.PositiveIntegerField(null=True)
    evaluated_on = models.DateField(null=True)
    decision_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        verbose_name = _("候选户")
        verbose_name_plural = _("候选户")
        indexes = [
            models.Index(fields=["cycle", "state", "region"], name="candidacy_queue"),
            models.Index(fields=["region", "state"], name="candidacy_region"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["household", "cycle"], name="candidacy_once_a_cycle"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, voters_present__isnull=True)
                | Q(votes_for__lte=F("voters_present")),
                name="candidacy_votes_within_present",
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidacyState.NAMED) | Q(decision_id__isnull=False),
                name="candidacy_named_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.household.head_name

    @property
    def shown_score(self) -> str:
        """The mean to one decimal, half up (domain A2-7)."""
        return shown_mean(self.total_half_points, self.raters_counted)

    def reaches(self, pass_mark_half_points: int) -> bool:
        """The exact comparison with the pass mark."""
        return reaches(self.total_half_points, self.raters_counted, pass_mark_half_points)


@described(kind=TableKind.HOUSEHOLD, internal=("decided_on",), personal=("note",))
class Opinion(Row):
    """What one step said of one family: accept, return or refuse, with a reason from the closed list.

    Once `overturned_at` an appeal, the step may not give the same reason again.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="opinions", db_constraint=False)
    step = models.CharField(max_length=20, choices=Step.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=20, choices=StepReason.choices, blank=True)
    note = GuardedText(_("说明"), blank=True, max_length=300)
    given_by_id = models.UUIDField()
    given_at = models.DateTimeField()
    decided_on = models.DateField(null=True)
    overturned_at = models.DateTimeField(null=True)
    roster_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["candidacy", "given_at"]
        indexes = [models.Index(fields=["candidacy", "given_at"], name="opinion_of_candidacy")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ACCEPT, reason="") | (~Q(outcome=Outcome.ACCEPT) & ~Q(reason="")),
                name="opinion_adverse_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.get_outcome_display()}"


@described(kind=TableKind.REFERENCE, internal=("step", "made_on"))
class StepRoster(CycleRow):
    """The roster a step produced, as a file (domain A5-2): which step, where, how many families."""

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    families = models.PositiveIntegerField()
    excel_file_id = models.UUIDField(null=True)
    pdf_file_id = models.UUIDField(null=True)
    made_on = models.DateField()
    made_by_id = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.step} {self.families}"
