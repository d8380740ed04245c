"""A draft on its way into force; and the public page where residents say what they think of it."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import (
    adopt_version,
    answer_comment,
    close_consultation,
    comment_on,
    open_consultation,
    withdraw_version,
)
from anjia.programmes.enums import Scheme, Verb
from anjia.programmes.forms.standards import AdoptForm, AnswerForm, CommentForm, ConsultForm, UnitCommentForm
from anjia.programmes.models import StandardComment, StandardVersion
from anjia.programmes.queries.standards import comments_of, consulted, is_open_to_comments
from anjia.programmes.templatetags.programmes import worded
from anjia.programmes.views.versions import DraftMixin, VersionMixin
from anjia.regions.models import Region
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.screens import ObjectFormScreen, TransitionScreen, absent


class ConsultationOpen(DraftMixin, ObjectFormScreen):
    permission = Verb.EDIT_STANDARDS
    form_class = ConsultForm
    heading = _("征求意见")
    submit_label = _("开始征求意见")
    success_message = _("已开始征求意见，公开页面上可以看到。")

    def get_initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate() + timedelta(days=15)}

    def perform(self, form: ConsultForm) -> str:
        open_consultation(self.version, until=form.cleaned_data["until"], by=self.user)
        return self.back()


class ConsultationClose(DraftMixin, TransitionScreen):
    permission = Verb.EDIT_STANDARDS
    heading = _("结束征求意见")
    submit_label = _("结束，开始修改")
    success_message = _("可以按采纳的意见修改了。")

    def get_effect(self) -> str:
        return str(_("每条意见都已答复，处理结果公开可见；接下来按采纳的意见修改草稿。"))

    def perform(self, form: Any) -> str:
        close_consultation(self.version, by=self.user)
        return self.back()


class CommentAdd(VersionMixin, ObjectFormScreen):
    """A member unit says something."""

    permission = Verb.COMMENT_STANDARDS
    heading = _("提出意见")
    submit_label = _("提交意见")
    success_message = _("意见已提交。")

    def get_form(self) -> UnitCommentForm:
        places = Region.objects.filter(path__in=self.user.scopes(Verb.COMMENT_STANDARDS)).order_by("path")
        return UnitCommentForm(version=self.version, places=places, **self.get_form_kwargs())

    def perform(self, form: UnitCommentForm) -> str:
        comment_on(self.version, by=self.user, **form.cleaned_data)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class CommentAnswer(DraftMixin, ObjectFormScreen):
    """Taken up, partly or not, and why."""

    permission = Verb.EDIT_STANDARDS
    template_name = "programmes/comment_answer.html"
    form_class = AnswerForm
    heading = _("答复意见")
    success_message = _("答复已保存。")

    @cached_property
    def comment(self) -> StandardComment:
        found = comments_of(self.version).filter(pk=self.kwargs["comment"]).first()
        if found is None:
            raise absent()
        return found

    def get_initial(self) -> dict[str, Any]:
        return {"reply": self.comment.reply, "answer": self.comment.answer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "comment": self.comment})

    def perform(self, form: AnswerForm) -> str:
        answer_comment(self.comment, by=self.user, **form.cleaned_data)
        return self.back()


class VersionAdopt(DraftMixin, ObjectFormScreen):
    permission = Verb.EDIT_STANDARDS
    form_class = AdoptForm
    heading = _("登记通过")
    success_message = _("已登记通过。")

    def perform(self, form: AdoptForm) -> str:
        data = form.cleaned_data
        upload = data.pop("document")
        document = {"document": upload.read() if upload else None, "document_name": upload.name if upload else ""}
        adopt_version(self.version, by=self.user, **data, **document)
        return self.back()


class VersionWithdraw(VersionMixin, TransitionScreen):
    """Out of force, with nothing in its place."""

    permission = Verb.EDIT_STANDARDS
    heading = _("废止标准")
    submit_label = _("废止")
    success_message = _("标准已废止。")

    def get_effect(self) -> str:
        return str(_("废止后，新的周期不能再用这一版；已经结束的周期不受影响。"))

    def perform(self, form: Any) -> str:
        place = Region.objects.filter(path__in=self.user.scopes(Verb.EDIT_STANDARDS)).order_by("path").first()
        if place is None:
            raise absent()
        withdraw_version(self.version, place, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("标准"), "value": str(self.version), "url": ""}]
        return super().get_context_data(answers=answers, back_url=self.back(), **kwargs)


class StandardConsultation(ObjectFormScreen):
    """The draft, what was said of it and what became of that; a form while the period lasts. No name is asked."""

    permission = PUBLIC
    limit = Limit(10, minutes=60)
    template_name = "programmes/standard_consultation.html"
    submit_label = _("提交意见")
    success_message = _("谢谢，意见已提交。征求意见结束后，这里会写明处理结果。")
    context_name = "version"

    def get_queryset(self) -> QuerySet[StandardVersion]:
        return consulted()

    def get_heading(self) -> str:
        return str(_("征求意见：%(title)s") % {"title": worded(self.object.standard, "title")})

    def get_form(self) -> CommentForm:
        return CommentForm(version=self.object, **self.get_form_kwargs())

    def perform(self, form: CommentForm) -> str:
        comment_on(self.object, by=None, **form.cleaned_data)
        return reverse("programmes:standard_consultation", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object
        return super().get_context_data(
            criteria=version.criteria.prefetch_related("reasons", "variants"),
            answered=comments_of(version).exclude(reply=""),
            is_open=is_open_to_comments(version),
            is_stars=version.standard.scheme == Scheme.STARS_20,
            **kwargs,
        )
