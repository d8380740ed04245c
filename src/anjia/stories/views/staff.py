"""Stories as staff write them, look them through and publish them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.households.models import Household
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.stories.actions import (
    add_person,
    add_photo,
    publish_story,
    return_story,
    revise_story,
    start_story,
    submit_story,
    take_down,
    write_sections,
)
from anjia.stories.consistency import other_sizes
from anjia.stories.enums import MAY_STAY, StoryState, Theme, Verb
from anjia.stories.forms import FamilyFilter, PersonForm, PhotoForm, StartForm, StoryFilter, WriteForm
from anjia.stories.models import FamilyStory
from anjia.stories.permissions import can_settle, can_step, can_write
from anjia.stories.queries import to_write, visible_to
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, ObjectFormScreen, TransitionScreen

TONES = {StoryState.PUBLISHED: "done", StoryState.CHECKING: "due"}
WHERE = {"headline": gettext_lazy("标题"), "shown_as": gettext_lazy("称呼"), "caption": gettext_lazy("图片说明")}
COLUMNS = (
    Column(
        "headline",
        gettext_lazy("标题"),
        "headline",
        href=lambda story: reverse("stories:detail", args=[story.pk]),
        is_essential=True,
        share=4,
    ),
    Column("family", gettext_lazy("家庭"), "household.head_name", is_personal=True),
    Column("place", gettext_lazy("村（社区）"), lambda s: f"{s.region.parent.name} {s.region.name}", share=3),
    Column("open", gettext_lazy("待处理"), "open_findings", is_figure=True, share=1),
    Column("state", gettext_lazy("状态"), lambda s: s.get_state_display(), tone=lambda s: TONES.get(s.state, "calm")),
)


class StoryList(ListScreen):
    permission = Verb.VIEW
    heading = gettext_lazy("家庭事迹")
    template_name = "stories/list.html"
    default_order = ("-created_at", "pk")
    columns = COLUMNS
    filter_form = StoryFilter
    export_verb = Verb.PUBLISH

    def get_queryset(self) -> QuerySet[FamilyStory]:
        rows, place = visible_to(self.user), current_place(self.request)
        rows = rows.filter(under("region__path", place.path)) if place else rows
        return rows.annotate(open_findings=Count("findings", filter=Q(findings__settlement="")))

    def filter(self, queryset: QuerySet[FamilyStory]) -> QuerySet[FamilyStory]:
        q, state = self.filters.condition("q"), self.filters.condition("state")
        if q:
            named = Q(headline__contains=q) | Q(household__head_name__startswith=q)
            queryset = queryset.filter(named | Q(region__parent__name__contains=q))
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = families_here(self.user, current_place(self.request))
        return super().get_context_data(can_start=families.exists(), **kwargs)


def families_here(user: Any, place: Region | None) -> QuerySet[Household]:
    """Titled families without a story where one stands, as far as one writes there."""
    families = to_write(user)
    return families.filter(under("region__path", place.path)) if place else families


class FamilyList(ListScreen):
    """Whom a story can be begun for; one begins it by the family's name."""

    permission = Verb.WRITE
    heading = gettext_lazy("为哪一户写事迹")
    template_name = "stories/families.html"
    default_order = ("region__path", "head_name", "pk")
    no_export = "a working list of whom a story could be written for; the register is where families are listed"
    filter_form = FamilyFilter
    columns = (
        Column(
            "name",
            gettext_lazy("户主姓名"),
            "head_name",
            href=lambda family: reverse("stories:start", args=[family.pk]),
            is_personal=True,
            is_essential=True,
        ),
        Column("place", gettext_lazy("村（社区）"), lambda f: f"{f.region.parent.name} {f.region.name}", share=3),
    )

    def get_queryset(self) -> QuerySet[Household]:
        return families_here(self.user, current_place(self.request))

    def filter(self, queryset: QuerySet[Household]) -> QuerySet[Household]:
        q = self.filters.condition("q")
        return queryset.filter(Q(head_name__startswith=q) | Q(region__parent__name__contains=q)) if q else queryset


class StoryDetail(DetailScreen):
    permission = Verb.VIEW
    template_name = "stories/detail.html"
    context_name = "story"

    def get_queryset(self) -> QuerySet[FamilyStory]:
        return visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        story, user = self.object, self.user
        names = {**WHERE, **dict(Theme.choices)}
        findings = [
            {"finding": f, "where": names.get(f.place, f.place), "may_stay": f.kind in MAY_STAY}
            for f in story.findings.order_by("settlement", "place", "pk")
        ]
        steps = {
            f"can_{step}": can_step(user, story, step)
            for step in ("submit", "return", "publish", "take_down", "revise")
        }
        sections = list(story.sections.order_by("order"))
        told = [story.headline, story.shown_as, *(section.text for section in sections)]
        return super().get_context_data(
            sections=sections,
            sizes=other_sizes(told, story.household.household_size),
            persons=list(story.persons.order_by("created_at")),
            photos=list(story.photos.order_by("order", "pk")),
            findings=findings,
            open_findings=sum(not line["finding"].settlement for line in findings),
            can_write=can_write(user, story),
            can_settle=can_settle(user, story),
            can_agree=user.may(Verb.WRITE, story.region.path),
            **steps,
            **kwargs,
        )


class StoryStart(ObjectFormScreen):
    permission = Verb.WRITE
    heading = gettext_lazy("写家庭事迹")
    submit_label = gettext_lazy("开始撰写")
    form_class = StartForm

    def get_queryset(self) -> QuerySet[Household]:
        return to_write(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("stories:families"), **kwargs)

    def perform(self, form: Any) -> str:
        return reverse("stories:write", args=[start_story(self.object, **form.cleaned_data, by=self.user).pk])


class OfStory:
    """What the pages about one story share."""

    permission: Any
    object: Any
    user: Any
    context_name = "story"

    def get_queryset(self) -> QuerySet[FamilyStory]:
        return visible_to(self.user, str(self.permission))

    @property
    def address(self) -> str:
        return reverse("stories:detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**{"back_url": self.address, **kwargs})
        return context


class StoryWrite(OfStory, ObjectFormScreen):
    permission = Verb.WRITE
    heading = gettext_lazy("撰写家庭事迹")
    template_name = "stories/write.html"
    success_message = gettext_lazy("已保存。")
    form_class = WriteForm

    def get_initial(self) -> dict[str, Any]:
        story = self.object
        told: dict[str, Any] = {name: getattr(story, name) for name in ("headline", "shown_as", "version")}
        for section in story.sections.all():
            told |= {f"text_{section.theme}": section.text, f"order_{section.theme}": section.order}
        return told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"parts": [(form[f"text_{theme}"], form[f"order_{theme}"]) for theme in Theme.values]}

    def perform(self, form: WriteForm) -> str:
        told = {name: form.cleaned_data[name] for name in ("headline", "shown_as", "version")}
        write_sections(self.object, **told, texts=form.texts, order=form.order, by=self.user)
        return self.address


class PersonAdd(OfStory, ObjectFormScreen):
    permission = Verb.WRITE
    heading = gettext_lazy("登记单独同意")
    submit_label = gettext_lazy("登记")
    success_message = gettext_lazy("已登记。本人随时可以撤回，撤回后事迹立即撤下。")
    form_class = PersonForm

    def perform(self, form: Any) -> str:
        add_person(self.object, **form.cleaned_data, by=self.user)
        return self.address


class PhotoAdd(OfStory, ObjectFormScreen):
    permission = Verb.WRITE
    heading = gettext_lazy("加照片")
    submit_label = gettext_lazy("加上")
    success_message = gettext_lazy("照片已加上，拍摄地点等信息已清除。")
    form_class = PhotoForm

    def perform(self, form: Any) -> str:
        file = form.cleaned_data["photo"]
        add_photo(self.object, file.read(), name=file.name, caption=form.cleaned_data["caption"], by=self.user)
        return self.address


class StoryStep(OfStory, TransitionScreen):
    abstract = True
    template_name = "stories/step.html"


class StorySubmit(StoryStep):
    permission = Verb.WRITE
    heading = gettext_lazy("送核对")
    submit_label = gettext_lazy("送核对")
    success_message = gettext_lazy("已送核对。由另一位工作人员逐处核对后发布。")

    def get_effect(self) -> str:
        return _("查找姓名、姓氏、证件号、电话、住址、未成年人和地名，由另一位工作人员核对后发布。")

    def perform(self, form: Any) -> str:
        submit_story(self.object, by=self.user)
        return self.address


class StoryReturn(StoryStep):
    permission = Verb.PUBLISH
    heading = gettext_lazy("退回修改")
    submit_label = gettext_lazy("退回修改")

    def get_effect(self) -> str:
        return _("退回撰写，查出的字句会一并显示，改好后再送核对。")

    def perform(self, form: Any) -> str:
        return_story(self.object, by=self.user)
        return self.address


class StoryPublish(StoryStep):
    permission = Verb.PUBLISH
    heading = gettext_lazy("发布家庭事迹")
    submit_label = gettext_lazy("发布")
    success_message = gettext_lazy("已发布，公众可以看到。")

    def get_effect(self) -> str:
        return _("“%(headline)s”将向公众发布。任何一位出现的人撤回同意，立即撤下。") % {
            "headline": self.object.headline
        }

    def perform(self, form: Any) -> str:
        publish_story(self.object, by=self.user)
        return self.address


class StoryTakeDown(StoryStep):
    permission = Verb.WRITE
    heading = gettext_lazy("撤下家庭事迹")
    submit_label = gettext_lazy("撤下")
    success_message = gettext_lazy("已撤下，公众看不到了。")

    def get_effect(self) -> str:
        return _("立即撤下，不用说明原因。")

    def perform(self, form: Any) -> str:
        take_down(self.object, by=self.user)
        return self.address


class StoryRevise(StoryStep):
    permission = Verb.WRITE
    heading = gettext_lazy("重新撰写")
    submit_label = gettext_lazy("重新撰写")

    def get_effect(self) -> str:
        return _("回到撰写，改好后再送核对。")

    def perform(self, form: Any) -> str:
        revise_story(self.object, by=self.user)
        return self.address
