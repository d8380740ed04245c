"""Titles of earlier years: 上传 → 对应列 → 校验预览 → 确认 → 结果, and taking a list back (issue 3)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from anjia.honours.actions import (
    upload_titles,
)
from anjia.honours.adoption import TITLES, preview_of
from anjia.honours.enums import AdoptionState, Verb
from anjia.honours.forms import TitlesUploadForm
from anjia.honours.list_steps import STEPS, marked_file, sample_file
from anjia.honours.models import TitleAdoption
from anjia.honours.queries import adoptions_visible_to
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.scope import minimal
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import FormScreen, ListScreen

EXAMPLES = (
    (
        "",
        "来园社区居委会",
        "12组",
        "张示例",
        "荷塘区妇女联合会",
        "荷妇〔2025〕8号",
        "2025-05-15",
        "第0001号",
        "平安家庭",
        "是",
        "是",
    ),
    ("", "来园社区居委会", "12组", "李样本", "荷塘区妇女联合会", "荷妇〔2025〕8号", "2025-05-15", "", "", "否", "是"),
)


def leads_to(batch: TitleAdoption) -> str:
    step = "preview" if batch.state == AdoptionState.UPLOADED else "result"
    return reverse(f"honours:adoption_{step}", args=[batch.pk])


COLUMNS = (
    Column("file", gettext_lazy("文件"), "file_name", href=leads_to, is_essential=True, share=4),
    Column("region", gettext_lazy("地区"), "region.name"),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda batch: batch.get_state_display(),
        tone=lambda batch: {"uploaded": "due", "adopted": "done"}.get(batch.state, "plain"),
    ),
    Column("titles", gettext_lazy("称号"), lambda batch: batch.summary.get("titles"), is_figure=True, share=1),
    Column("at", gettext_lazy("上传时间"), "created_at"),
)


class AdoptionList(ListScreen):
    """The lists that came in at one's places, the newest first."""

    permission = Verb.ADOPT
    template_name = "honours/adoption_list.html"
    heading = gettext_lazy("录入以前的称号")
    default_order = ("-created_at", "pk")
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[TitleAdoption]:
        return adoptions_visible_to(self.user)


class AdoptionUpload(FormScreen):
    """上传."""

    permission = Verb.ADOPT
    template_name = "honours/adoption_upload.html"
    form_class = TitlesUploadForm
    heading = gettext_lazy("录入以前的称号")
    submit_label = gettext_lazy("上传并检查")

    @cached_property
    def place(self) -> Region:
        """Where one stands if one may adopt there, else the first place where one may."""
        place, scopes = current_place(self.request), minimal(self.user.scopes(Verb.ADOPT))
        if place is not None and place.level == Level.GROUP:
            place = place.parent
        if place is not None and self.user.may(Verb.ADOPT, place.path):
            return place
        if not scopes:
            raise NotPermitted(_("您没有录入以前称号的权限。"), who=_("请由乡镇（街道）妇联或区县领导小组办公室录入。"))
        return Region.objects.get(path=scopes[0])

    def perform(self, form: TitlesUploadForm) -> str:
        file, organ = form.cleaned_data["titles"], form.cleaned_data["issuing_organ"]
        batch = upload_titles(file.read(), name=file.name, region=self.place, issuing_organ=organ, by=self.user)
        return reverse("honours:adoption_columns", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("honours:adoption_list")
        return super().get_context_data(steps=STEPS, step=1, place=self.place, back_url=back, **kwargs)


class AdoptionMarked(View):
    """The user's own file with its errors marked."""

    permission = Verb.ADOPT

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        batch = get_object_or_404(adoptions_visible_to(request.user), pk=pk)
        return marked_file(batch, preview_of(batch))


class AdoptionSample(View):
    """An empty list with the headings we know and two example rows."""

    permission = Verb.ADOPT

    def get(self, request: HttpRequest) -> HttpResponse:
        return sample_file("以前的称号", TITLES, EXAMPLES, str(_("以前称号样例.xlsx")))
