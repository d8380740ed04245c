"""Suggestions to other bodies: the list, one of them with what can be done with it, its letter, its steps (A13-7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.documents.enums import MediaType
from anjia.documents.render import render_official_letter, render_official_letter_docx
from anjia.kernel.exceptions import Refused
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.regions.working_days import days_left, uncovered_years
from anjia.services.petitions import actions
from anjia.services.petitions import suggestion_forms as forms
from anjia.services.petitions.enums import SuggestionState, Verb
from anjia.services.petitions.letters import suggestion_letter
from anjia.services.petitions.models import PolicySuggestion
from anjia.services.petitions.nameless import PointsToSomebody, note_named
from anjia.services.petitions.queries import district_of, replies_of, suggestions_visible_to, suggestions_waiting
from anjia.services.petitions.suggesting import acts_for
from anjia.services.screens import WalledFormScreen
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, NoteForm, ObjectMixin, Screen, absent

S = SuggestionState
TONES = {S.PROPOSED: "due", S.APPROVED: "due", S.ASKED_MORE: "due", S.ANSWERED: "done"}
COLUMNS = (
    Column(
        "title",
        _("标题"),
        "title",
        href=lambda one: reverse("petitions:suggestion", args=[one.pk]),
        note=lambda one: one.number,
        is_essential=True,
        share=4,
    ),
    Column("body", _("建议哪个单位"), "body", share=3),
    Column("topic", _("哪一类事"), lambda one: one.get_topic_display(), starts_hidden=True),
    Column("sent", _("哪天寄出"), "sent_on", order="sent"),
    Column("due", _("最迟哪天答复"), "reply_due_on", order="due", part="petitions/parts/due.html"),
    Column("state", _("进展"), lambda one: one.get_state_display(), tone=lambda one: TONES.get(S(one.state), "calm")),
    Column("answer", _("答复"), lambda one: one.answer),
    Column("published", _("公开"), lambda one: one.get_publication_display(), starts_hidden=True),
)


class SuggestionList(ListScreen):
    """Those of one's places, the latest first."""

    permission = Verb.VIEW_SUGGESTIONS
    template_name = "petitions/suggestion_list.html"
    heading = _("给其他单位的建议")
    default_order = ("-created_at", "pk")
    orders = {"sent": ("sent_on", "pk"), "due": ("reply_due_on", "pk")}
    columns = COLUMNS
    filter_form = forms.SuggestionFilter

    def get_queryset(self) -> QuerySet[PolicySuggestion]:
        return suggestions_visible_to(self.user)

    def filter(self, queryset: QuerySet[PolicySuggestion]) -> QuerySet[PolicySuggestion]:
        text, state, topic = (self.filters.condition(name) for name in ("q", "state", "topic"))
        today = timezone.localdate()
        if text:
            queryset = queryset.filter(Q(title__contains=text) | Q(body__contains=text))
        if topic:
            queryset = queryset.filter(topic=topic)
        if state == forms.WAITS:
            return queryset.filter(pk__in=suggestions_waiting(self.user, today).values("pk"))
        if state == forms.LATE:
            return queryset.filter(state=S.SENT, reply_due_on__lt=today)
        return queryset.filter(state=state) if state else queryset

    def prepare(self, rows: Sequence[PolicySuggestion]) -> Sequence[PolicySuggestion]:
        return with_days(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_suggest = district_of(self.user, Verb.SUGGEST) is not None
        return super().get_context_data(may_suggest=may_suggest, back_url=reverse("services:home"), **kwargs)


def with_days(rows: Sequence[PolicySuggestion]) -> Sequence[PolicySuggestion]:
    """Each with the working days left, whether the days off of its year are known, and its last answer in a word."""
    due = {row.reply_due_on for row in rows if row.reply_due_on}
    left = days_left(timezone.localdate(), due)
    uncertain = uncovered_years(day.year for day in due)
    last = {reply.suggestion_id: reply.get_outcome_display() for reply in replies_of(rows)}
    for row in rows:
        row.answer = last.get(row.pk, "")
        row.is_waiting = row.state == S.SENT
        if row.reply_due_on:
            row.days, row.is_certain = left[row.reply_due_on], row.reply_due_on.year not in uncertain
    return rows


class SuggestionMixin(ObjectMixin):
    context_name = "suggestion"

    def get_queryset(self) -> QuerySet[PolicySuggestion]:
        return suggestions_visible_to(self.user)


class SuggestionView(SuggestionMixin, DetailScreen):
    """What is suggested, on which figures, what was answered; and the next step."""

    permission = Verb.VIEW_SUGGESTIONS
    template_name = "petitions/suggestion.html"

    def get_heading(self) -> str:
        return str(self.object.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        suggestion = with_days([self.object])[0]
        wanted = {suggestion.written_by_id, suggestion.approved_by_id, suggestion.decided_by_id}
        people = {user.pk: user.display_name for user in User.objects.filter(pk__in=wanted)}
        suggestion.place_name = names_of([suggestion.region_path]).get(suggestion.region_path, "")
        return super().get_context_data(
            writer=people.get(suggestion.written_by_id, ""),
            approver=people.get(suggestion.approved_by_id, ""),
            decider=people.get(suggestion.decided_by_id, ""),
            figures=list(suggestion.figures.all()),
            replies=list(suggestion.replies.all()),
            acts=acts_for(suggestion, self.user),
            may_revise=suggestion.state == S.DRAFT and self.user.may(Verb.SUGGEST, suggestion.region_path),
            back_url=reverse("petitions:suggestions"),
            **kwargs,
        )


class SuggestionFormScreen(WalledFormScreen):
    """A form of a suggestion. A name in it is told to the trail, so that nobody asks for names this way."""

    abstract = True
    region_path: str

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        if isinstance(refusal, PointsToSomebody):
            note_named(self.user, self.region_path)
        return super().refuse(form, refusal)


class NewSuggestionView(SuggestionFormScreen):
    """`topic` and `quarter` in the address are those that one looked at among the hot topics."""

    permission = Verb.SUGGEST
    template_name = "petitions/suggestion_form.html"
    heading = _("写一份建议")
    submit_label = _("存为草稿")
    form_class = forms.SuggestionForm

    @property
    def district(self) -> Region:
        district = district_of(self.user, Verb.SUGGEST)
        if district is None:
            raise absent()
        return district

    @property
    def region_path(self) -> str:
        return self.district.path

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        organ = f"{self.district.name}妇女联合会"
        return {"topic": asked.get("topic", ""), "quarters": asked.getlist("quarter"), "organ": organ}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("petitions:suggestions"), **kwargs)

    def perform(self, form: forms.SuggestionForm) -> str:
        made = actions.draft_suggestion(self.district, form.draft(), by=self.user)
        return reverse("petitions:suggestion", args=[made.pk])


class SuggestionStepScreen(SuggestionMixin, SuggestionFormScreen):
    """A form about one suggestion, which leads back to it."""

    abstract = True

    @property
    def region_path(self) -> str:
        return str(self.object.region_path)

    def back(self) -> str:
        return reverse("petitions:suggestion", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class ReviseView(SuggestionStepScreen):
    permission = Verb.SUGGEST
    template_name = "petitions/suggestion_form.html"
    heading = _("修改建议")
    submit_label = _("保存")
    form_class = forms.SuggestionForm

    def get_initial(self) -> dict[str, Any]:
        names = ("organ", "title", "topic", "body", "why", "what")
        quarters = {figure.quarter for figure in self.object.figures.all()}
        return {**{name: getattr(self.object, name) for name in names}, "quarters": sorted(quarters)}

    def perform(self, form: forms.SuggestionForm) -> str:
        actions.revise_suggestion(self.object, form.draft(), by=self.user)
        return self.back()


@dataclass(frozen=True)
class SuggestionStep:
    """A step's page: heading, form, action, and what pressing the button does."""

    heading: str | Promise
    act: Callable[..., Any]
    form: type[Form] = NoteForm
    effect: str | Promise = ""


STEPS: dict[str, SuggestionStep] = {
    "propose": SuggestionStep(
        _("提交审核"), actions.propose_suggestion, effect=_("另一位督导审核。审核期间不能修改。")
    ),
    "send_back": SuggestionStep(_("退回修改"), actions.send_back_suggestion, forms.SendBackForm),
    "approve": SuggestionStep(
        _("审核通过"),
        actions.approve_suggestion,
        effect=_("您确认内容属实，没有指向任何一件事、任何一个人。之后可以打印寄出。"),
    ),
    "send": SuggestionStep(_("登记寄出"), actions.send_suggestion, forms.SendForm, _("到期没有答复的，会提醒督导。")),
    "reply": SuggestionStep(_("登记答复"), actions.record_reply, forms.ReplyForm),
    "rework": SuggestionStep(
        _("修改后再审核"), actions.rework_suggestion, effect=_("回到草稿，改好以后再由另一位督导审核，再寄出。")
    ),
    "withdraw": SuggestionStep(_("撤回"), actions.withdraw_suggestion, effect=_("不再提出这份建议，也不再等答复。")),
    "publish": SuggestionStep(_("是否公开"), actions.decide_publication, forms.PublishForm),
}


class StepView(SuggestionStepScreen):
    """One step by its name. The action asks whether it is this person's, and whether it is its time."""

    permission = Verb.SUGGEST

    @property
    def step(self) -> SuggestionStep:
        if self.kwargs["act"] not in STEPS:
            raise absent()
        return STEPS[self.kwargs["act"]]

    def get_template_names(self) -> list[str]:
        return ["web/form.html" if self.step.form.base_fields else "web/transition.html"]

    def get_heading(self) -> str:
        return str(self.step.heading)

    def get_form(self) -> Form:
        return self.step.form(**self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = ("title", "body", "why", "what")
        field_of = PolicySuggestion._meta.get_field
        answers = [{"label": field_of(name).verbose_name, "value": getattr(self.object, name)} for name in names]
        context = super().get_context_data(**kwargs)
        return {**context, "answers": answers, "effect": self.step.effect, "submit_label": self.step.heading}

    def perform(self, form: Form) -> str:
        self.step.act(self.object, **form.cleaned_data, by=self.user)
        return self.back()


PAPERS = {
    "pdf": (render_official_letter, MediaType.PDF),
    "docx": (render_official_letter_docx, MediaType.DOCX),
}


class SuggestionPaperView(SuggestionMixin, Screen):
    """The letter, once a second person approved it."""

    permission = Verb.VIEW_SUGGESTIONS

    def get_queryset(self) -> QuerySet[PolicySuggestion]:
        return super().get_queryset().filter(approved_by_id__isnull=False)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["form"] not in PAPERS:
            raise absent()
        render, media_type = PAPERS[kwargs["form"]]
        response = HttpResponse(render(suggestion_letter(self.object)), content_type=media_type)
        name = f"{self.object.title}.{kwargs['form']}"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
