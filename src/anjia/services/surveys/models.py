"""A survey, its questions, and sums of answers. There is no row of an answer: nobody's sheet can be found again.

Nothing here leads to a case, a client or an account of whoever answered, nor tells when somebody did.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.surveys.enums import NO_ANSWER, READY, Asked, Shape, SurveyState
from anjia.web.guarded import validate_guarded


@described(kind=TableKind.LOCAL, internal=("region_path", "title", "opens_on", "closes_on", "closed_on", "erase_after"))
class Survey(Row):
    """Some questions for a place and a span of days."""

    scope_path = "region_path"

    region_id = models.UUIDField()
    region_path = models.CharField(max_length=20, db_index=True)
    state = models.CharField(max_length=8, choices=SurveyState.choices, default=SurveyState.DRAFT)
    title = models.CharField(_("问卷名称"), max_length=40)
    asked = models.CharField(_("谁来答"), max_length=10, choices=Asked.choices)
    opens_on = models.DateField(_("从哪天"), null=True)
    closes_on = models.DateField(_("到哪天"), null=True)
    closed_on = models.DateField(null=True)
    erase_after = models.DateField(null=True)
    made_by_id = models.UUIDField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("问卷")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(SurveyState.DRAFT, SurveyState.DROPPED))
                | Q(opens_on__isnull=False, closes_on__gte=F("opens_on")),
                name="surveys_open_for_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@described(kind=TableKind.LOCAL, internal=("words", "options"))
class SurveyQuestion(Row):
    """One question with a closed list of answers."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(_("问什么"), max_length=120, validators=[validate_guarded])
    shape = models.CharField(_("怎样回答"), max_length=8, choices=Shape.choices)
    options = models.CharField(_("选项"), max_length=400, blank=True, validators=[validate_guarded])

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("问题")
        constraints = [models.UniqueConstraint(fields=["survey", "place"], name="surveys_question_place")]

    def __str__(self) -> str:
        return self.words

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Number and words of what one may answer; leaving it out comes last, as 0."""
        words = self.options.splitlines() if self.shape == Shape.OWN else [str(word) for word in READY[self.shape]]
        return [*enumerate(words, start=1), (NO_ANSWER, str(_("不想回答")))]


@described(kind=TableKind.LOCAL, internal=("town_path", "code"))
class SurveyCode(Row):
    """A code for a class or a meeting: one for many, on a sheet for the wall. It goes when the survey is over."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="codes")
    town_path = models.CharField(max_length=20)
    code = models.CharField(max_length=12, unique=True)
    most = models.PositiveSmallIntegerField(_("最多几份"))
    used = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["town_path", "created_at", "pk"]
        verbose_name = _("问卷号")
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("most")), name="surveys_code_not_used_up"),
            models.CheckConstraint(condition=Q(most__gte=5), name="surveys_code_for_several"),
        ]

    def __str__(self) -> str:
        return self.code


@described(kind=TableKind.LOCAL, internal=("town_path", "digest"), sensitive=("counts",))
class SurveyBatch(Row):
    """Sheets typed in together, five or more. Their sums are kept, sealed, until the survey is over: so that a batch
    that was typed in wrongly can be taken out again.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="batches")
    town_path = models.CharField(max_length=20)
    sheets = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    counts = EncryptedTextField(blank=True)
    typed_by_id = models.UUIDField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("录入的一批")
        constraints = [
            models.UniqueConstraint(fields=["survey", "digest"], name="surveys_batch_once"),
            models.CheckConstraint(condition=Q(sheets__gte=5), name="surveys_batch_of_several"),
        ]

    def __str__(self) -> str:
        return str(self.sheets)


@described(kind=TableKind.LOCAL, internal=("town_path",))
class SurveyTally(models.Model):
    """How often an answer was given in a town. No time, no order, no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(SurveyQuestion, models.CASCADE, related_name="tallies")
    town_path = models.CharField(max_length=20)
    choice = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "town_path", "choice"], name="surveys_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.choice} {self.times}"
