"""Plaques of earlier years: 上传 → 对应列 → 校验预览 → 确认 → 结果, by the same way as earlier titles (A5-6)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from anjia.exemplars.actions.earlier import (
    choose_plaque_columns,
    confirm_plaques,
    discard_plaques,
    undo_plaques,
    untouched,
    upload_plaques,
)
from anjia.exemplars.earlier import PLAQUES, PlaquePreview, preview_of
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import PlaquesUploadForm
from anjia.exemplars.models import Plaque, PlaqueImport
from anjia.exemplars.queries.plaques import imports_visible_to
from anjia.honours.enums import AdoptionState
from anjia.honours.list_steps import (
    STEPS,
    AdoptionColumns,
    AdoptionConfirm,
    AdoptionDiscard,
    AdoptionPreview,
    AdoptionResult,
    AdoptionUndo,
    marked_file,
    sample_file,
)
from anjia.honours.screens import expected_of
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.scope import minimal
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import FormScreen, ListScreen

EXAMPLES = (
    ("", "来园社区居委会", "12组", "张示例", "平安家庭示范户", "荷平牌第0001号", "2025-06-01", "张示例"),
    ("", "来园社区居委会", "12组", "李样本", "平安家庭", "荷平牌第0002号", "2025-06-01", ""),
)


def leads_to(batch: PlaqueImport) -> str:
    step = "preview" if batch.state == AdoptionState.UPLOADED else "result"
    return reverse(f"exemplars:import_{step}", args=[batch.pk])


class ImportList(ListScreen):
    """The lists of plaques that came in at one's places, the newest first."""

    permission = Verb.MAKE_PLAQUE
    template_name = "exemplars/import_list.html"
    heading = gettext_lazy("录入以前的牌匾")
    default_order = ("-created_at", "pk")
    columns = (
        Column("file", gettext_lazy("文件"), "file_name", href=leads_to, is_essential=True, share=4),
        Column("region", gettext_lazy("地区"), "region.name"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda batch: batch.get_state_display(),
            tone=lambda batch: {"uploaded": "due", "adopted": "done"}.get(batch.state, "plain"),
        ),
        Column("plaques", gettext_lazy("牌匾"), lambda batch: batch.summary.get("plaques"), is_figure=True, share=1),
        Column("at", gettext_lazy("上传时间"), "created_at"),
    )

    def get_queryset(self) -> QuerySet[PlaqueImport]:
        return imports_visible_to(self.user)


class ImportUpload(FormScreen):
    """上传."""

    permission = Verb.MAKE_PLAQUE
    template_name = "exemplars/import_upload.html"
    form_class = PlaquesUploadForm
    heading = gettext_lazy("录入以前的牌匾")
    submit_label = gettext_lazy("上传并检查")

    @cached_property
    def place(self) -> Region:
        """Where one stands if one may enter plaques there, else the first place where one may."""
        place, scopes = current_place(self.request), minimal(self.user.scopes(Verb.MAKE_PLAQUE))
        if place is not None and place.level == Level.GROUP:
            place = place.parent
        if place is not None and self.user.may(Verb.MAKE_PLAQUE, place.path):
            return place
        if not scopes:
            raise NotPermitted(_("您没有录入牌匾的权限。"), who=_("请由区县领导小组办公室录入。"))
        return Region.objects.get(path=scopes[0])

    def perform(self, form: PlaquesUploadForm) -> str:
        file = form.cleaned_data["plaques"]
        batch = upload_plaques(file.read(), name=file.name, region=self.place, by=self.user)
        return reverse("exemplars:import_columns", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("exemplars:import_list")
        return super().get_context_data(steps=STEPS, step=1, place=self.place, back_url=back, **kwargs)


class PlaqueListMixin:
    """What a step about a list of plaques does not share with one about a list of titles."""

    permission: str = Verb.MAKE_PLAQUE
    prefix = "exemplars:import"
    words = PLAQUES
    object: Any

    def lists(self, user: Any) -> QuerySet[PlaqueImport]:
        return imports_visible_to(user)

    def examined(self) -> PlaquePreview:
        return preview_of(self.object)


class ImportColumns(PlaqueListMixin, AdoptionColumns):
    """对应列."""

    def perform(self, form: Any) -> str:
        choose_plaque_columns(self.object, columns=form.columns, by=self.user)
        return self.to("preview")


class ImportPreview(PlaqueListMixin, AdoptionPreview):
    """校验预览: nothing is written."""

    template_name = "exemplars/import_preview.html"


class ImportConfirm(PlaqueListMixin, AdoptionConfirm):
    """确认: names the effect; the figure must still be the one that was seen."""

    template_name = "exemplars/import_confirm.html"
    success_message = gettext_lazy("以前的牌匾已录入登记簿。")

    def get_effect(self) -> str:
        if not self.object.content:
            return _("这份名单已经确认或放弃。")
        return _("将录入 %(plaques)s 块已经授出的牌匾，其中示范户 %(models)s 块。") % self.seen.figures

    def perform(self, form: Any) -> str:
        confirm_plaques(self.object, by=self.user, expected=expected_of(self))
        return self.to("result")


class ImportResult(PlaqueListMixin, AdoptionResult):
    """结果."""

    template_name = "exemplars/import_result.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plaques = Plaque.objects.filter(import_id=self.object.pk).order_by("serial")
        return super().get_context_data(plaques=plaques[:20], **kwargs)


class ImportDiscard(PlaqueListMixin, AdoptionDiscard):
    """Give up a list that is not confirmed."""

    def perform(self, form: Any) -> str:
        discard_plaques(self.object, by=self.user)
        return self.overview


class ImportUndo(PlaqueListMixin, AdoptionUndo):
    """Take a list back within seven days."""

    def get_effect(self) -> str:
        going = len(untouched(self.object))
        kept = Plaque.objects.filter(import_id=self.object.pk).count() - going
        told = {"going": going, "kept": kept}
        return _("将从登记簿移除 %(going)s 块牌匾；已有后续办理的 %(kept)s 块保留不动。") % told

    def perform(self, form: Any) -> str:
        undo_plaques(self.object, by=self.user)
        return self.to("result")


class ImportMarked(View):
    """The user's own file with its errors marked."""

    permission = Verb.MAKE_PLAQUE

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        batch = get_object_or_404(imports_visible_to(request.user), pk=pk)
        return marked_file(batch, preview_of(batch))


class ImportSample(View):
    """An empty list with the headings we know and two example rows."""

    permission = Verb.MAKE_PLAQUE

    def get(self, request: HttpRequest) -> HttpResponse:
        return sample_file("以前的牌匾", PLAQUES, EXAMPLES, str(_("以前牌匾样例.xlsx")))
