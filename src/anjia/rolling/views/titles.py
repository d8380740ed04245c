"""One title: its life, what was seen, what comes next; a visit typed in; who does not look at this family."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.papers import Letter
from anjia.documents.render import render_letter, render_letter_docx
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.kernel.scope import under_any
from anjia.rolling import permissions as may
from anjia.rolling.actions import Look, cancel_review, record_review, recuse_reviewer
from anjia.rolling.checks import checks_of
from anjia.rolling.enums import Channel, ReviewState, Verb
from anjia.rolling.forms import RecuseForm, ReviewForm
from anjia.rolling.holds import is_contested
from anjia.rolling.models import ReviewRecusal, TitleReview
from anjia.rolling.periods import to_rectify
from anjia.rolling.queries import HOME, rectification_of, recused_among, reviewers_of, titles_visible_to
from anjia.rolling.timeline import life_of
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(text: Letter, paper: str, name: str) -> HttpResponse:
    """A letter as PDF or Word, set now."""
    render, kind = {"pdf": (render_letter, PDF), "word": (render_letter_docx, WORD)}[paper]
    answer = HttpResponse(render(text), content_type=kind)
    ending = "pdf" if paper == "pdf" else "docx"
    answer["Content-Disposition"] = content_disposition_header(paper == "word", f"{name}.{ending}")
    return answer


class TitleMixin:
    """A title of a family that lives in one's place."""

    context_name = "title"
    permission: Any
    user: Any
    object: Title

    def get_queryset(self) -> QuerySet[Title]:
        return titles_visible_to(self.user, str(self.permission)).select_related(
            "household__region__parent__parent", "decision__cycle__standard_version"
        )

    @property
    def address(self) -> str:
        return reverse("rolling:title_life", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(back_url=self.address, **kwargs)
        return context


class TitleLife(TitleMixin, DetailScreen):
    permission = Verb.VIEW
    template_name = "rolling/title_life.html"

    def get_heading(self) -> str:
        return _("%(name)s家的称号") % {"name": self.object.household.head_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title, user = self.object, self.user
        running, case = rectification_of(title), title.revocations.select_related("household__region").last()
        reads = may.can_read_words(user, title)
        return super().get_context_data(
            events=life_of(title),
            reads=reads,
            review=self._last_review() if reads else None,
            planned=title.reviews.filter(state=ReviewState.PLANNED).first(),
            rectification=running,
            revocation=case,
            is_frozen=is_contested(title),
            recusals=self._recusals() if user.may(Verb.PROPOSE, may.home_of(title)) else [],
            acts=self._acts(running, case),
            **kwargs,
        )

    def _last_review(self) -> TitleReview | None:
        held = self.object.reviews.exclude(held_on__isnull=True).prefetch_related(
            "findings__criterion", "findings__reason"
        )
        return held.order_by("-held_on", "-pk").first()

    def _recusals(self) -> QuerySet[ReviewRecusal]:
        kept = ReviewRecusal.objects.filter(household=self.object.household_id).exclude(user=self.user.pk)
        return kept.select_related("user").order_by("pk")

    def _acts(self, running: Any, case: Any) -> set[str]:
        """What this person can do now, by name."""
        user, title = self.user, self.object
        found = {"review"} if may.can_review(user, title) else set()
        if running is not None:
            running.title, running.household = title, title.household
            found |= {n for n, ask in (("extend", may.can_extend), ("propose", may.can_propose)) if ask(user, running)}
        if case is not None:
            asked = (
                ("hear", may.can_hear),
                ("decide", may.can_decide),
                ("deliver", may.can_deliver),
                ("agree", may.can_note_agreement),
            )
            found |= {name for name, ask in asked if ask(user, case)}
        return found - {"propose"} if case is not None and case.is_live else found


class ReviewRecord(TitleMixin, ObjectFormScreen):
    """What was seen on a visit, on screen or from paper."""

    permission = Verb.REVIEW
    template_name = "rolling/review_record.html"
    form_class = ReviewForm
    submit_label = gettext_lazy("登记结果")
    success_message = gettext_lazy("复核结果已登记。")

    def get_heading(self) -> str:
        return _("整改复查") if self.is_recheck else _("年度复核")

    @property
    def is_recheck(self) -> bool:
        return self.object.state == TitleState.RECTIFYING

    @cached_property
    def planned(self) -> TitleReview | None:
        return self.object.reviews.filter(state=ReviewState.PLANNED).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        title = self.object
        people = reviewers_of(title.household.region.parent)
        away = recused_among([title.household_id], people).get(title.household_id, set())
        allowed = None if self.is_recheck else to_rectify(timezone.localdate())
        told = {"people": people.exclude(pk__in=away), "checks": checks_of(title), "allowed": allowed}
        return {**super().get_form_kwargs(), **told}

    def get_initial(self) -> dict[str, Any]:
        if self.planned is None:
            return {}
        day = self.planned.planned_on
        ready = day if day and day <= timezone.localdate() else timezone.localdate()
        return {"held_on": ready, "reviewers": self.planned.reviewers}

    def perform(self, form: ReviewForm) -> str:
        told, round_on = form.cleaned_data, self.request.POST.get("round", "")
        scan = told.get("scan")
        look = Look(
            held_on=told["held_on"],
            reviewers=list(told["reviewers"]),
            findings=form.findings,
            note=told["note"],
            scan=scan.read() if scan else b"",
            scan_name=scan.name if scan else "",
            days=told.get("days"),
            channel=Channel.PAPER if scan else Channel.SCREEN,
        )
        shown = self.object.review_due_on
        is_same = round_on in ("", f"{shown:%Y-%m-%d}")
        record_review(self.object, look, by=self.user, round_on=shown if is_same else timezone.localdate())
        return self.address


class ReviewRecuse(TitleMixin, ObjectFormScreen):
    """Somebody does not look at this family."""

    permission = Verb.REVIEW
    heading = gettext_lazy("登记复核回避")
    template_name = "rolling/review_recuse.html"
    form_class = RecuseForm
    submit_label = gettext_lazy("登记回避")
    success_message = gettext_lazy("回避已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        home = self.object.household.region
        registers = self.user.may(Verb.PROPOSE, home.path)
        people = reviewers_of(home.parent)
        own = people if registers else people.filter(pk=self.user.pk)
        return {**super().get_form_kwargs(), "people": own, "may_exclude": registers}

    def perform(self, form: RecuseForm) -> str:
        told = form.cleaned_data
        recuse_reviewer(self.object.household, told["person"], kind=told["kind"], by=self.user)
        return self.address


class ReviewCancel(TransitionScreen):
    """An arrangement taken back."""

    permission = Verb.REVIEW
    heading = gettext_lazy("取消这次安排")
    submit_label = gettext_lazy("取消安排")
    success_message = gettext_lazy("安排已取消，可以重新安排。")
    context_name = "review"

    def get_queryset(self) -> QuerySet[TitleReview]:
        mine = under_any(HOME, self.user.scopes(Verb.REVIEW))
        rows = TitleReview.objects.filter(mine, state=ReviewState.PLANNED)
        return rows.select_related("household", "region", "title")

    def get_effect(self) -> str:
        return _("这户的上门安排取消，复核还没有做，可以重新安排。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("户主姓名"), "value": self.object.household.head_name},
            {"label": _("上门日期"), "value": self.object.planned_on},
        ]
        return super().get_context_data(answers=answers, back_url=self.address, **kwargs)

    @property
    def address(self) -> str:
        return reverse("rolling:title_life", args=[self.object.title_id])

    def perform(self, form: Any) -> str:
        cancel_review(self.object, by=self.user)
        return self.address
