"""Steps on a part of a story: a person, a picture, a finding."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.stories.actions import remove_photo, settle_finding, withdraw_person
from anjia.stories.enums import Verb
from anjia.stories.forms import SettleForm
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson, StoryPhoto
from anjia.stories.queries import visible_to
from anjia.web.screens import TransitionScreen


class PartStep(TransitionScreen):
    """A step on a part of a story: a person, a picture, a finding."""

    abstract = True
    template_name = "stories/step.html"

    @cached_property
    def story(self) -> FamilyStory:
        story: FamilyStory = self.object.story
        return story

    @property
    def address(self) -> str:
        return reverse("stories:detail", args=[self.story.pk])

    def seen(self) -> Any:
        return visible_to(self.user, str(self.permission)).order_by().values("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(story=self.story, back_url=self.address, **kwargs)


class PersonWithdraw(PartStep):
    permission = Verb.WRITE
    heading = gettext_lazy("撤回同意")
    submit_label = gettext_lazy("撤回同意")
    success_message = gettext_lazy("已撤回，事迹已撤下。")

    def get_queryset(self) -> QuerySet[StoryPerson]:
        return StoryPerson.objects.filter(story__in=self.seen()).select_related("story__household", "story__region")

    def get_effect(self) -> str:
        return _("%(name)s不再在事迹中出现，事迹立即撤下，不用说明原因。") % {"name": self.object.name}

    def perform(self, form: Any) -> str:
        withdraw_person(self.object, by=self.user)
        return self.address


class PhotoRemove(PartStep):
    permission = Verb.WRITE
    heading = gettext_lazy("删除照片")
    submit_label = gettext_lazy("删除")
    success_message = gettext_lazy("照片已销毁。")

    def get_queryset(self) -> QuerySet[StoryPhoto]:
        return StoryPhoto.objects.filter(story__in=self.seen()).select_related("story__household", "story__region")

    def get_effect(self) -> str:
        return _("照片“%(caption)s”立即销毁，不能恢复。") % {"caption": self.object.caption}

    def perform(self, form: Any) -> str:
        address = self.address
        remove_photo(self.object, by=self.user)
        return address


class FindingSettle(PartStep):
    permission = Verb.PUBLISH
    heading = gettext_lazy("处理查出的字句")
    submit_label = gettext_lazy("可以保留")
    form_class = SettleForm

    def get_queryset(self) -> QuerySet[StoryFinding]:
        return StoryFinding.objects.filter(story__in=self.seen()).select_related("story__household", "story__region")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.object.kind}

    def get_effect(self) -> str:
        told = {"kind": self.object.get_kind_display(), "words": self.object.excerpt}
        return _("%(kind)s：“%(words)s”。确认可以这样公开；拿不准的，请退回修改。") % told

    def perform(self, form: Any) -> str:
        settle_finding(self.object, settlement=form.cleaned_data["settlement"], by=self.user)
        return self.address
