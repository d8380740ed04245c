"""Forms about printed and scanned sheets."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household, SheetPage
from anjia.regions.models import Region
from anjia.web.filters import FilterForm

WAITING = "waiting"


class ScanFilter(FilterForm):
    show = forms.ChoiceField(label=_("显示"), required=False, choices=[("", _("全部")), (WAITING, _("只看待核对的"))])


class DayInput(forms.DateInput):
    """A date field of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class GroupField(forms.ModelChoiceField):
    """A group with how many of its families lack a proof."""

    counts: dict[str, int] = {}

    def label_from_instance(self, obj: Any) -> str:
        return str(_("%(village)s %(group)s（%(n)d 户）") % {
            "village": obj.parent.name, "group": obj.name, "n": self.counts.get(obj.path, 0)
        })  # fmt: skip


class PrintForm(forms.Form):
    """For which group a sheet is printed."""

    group = GroupField(Region.objects.none(), label=_("村（居）民小组"), empty_label=None)

    def __init__(self, *args: Any, groups: Any, counts: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset, field.counts = groups, counts


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in several]


class ScansForm(forms.Form):
    """The files of one upload."""

    scans = ManyFilesField(
        label=_("扫描件或照片"),
        help_text=_("复印机扫出的 PDF，或手机拍的照片；可以一次选多个，次序、方向都不要紧。每个文件不超过 20 MB。"),
    )


class ScannedForm(forms.Form):
    """Who signed on the page: nobody, until somebody has looked."""

    participate = forms.ModelMultipleChoiceField(Household.objects.none(), required=False)
    publish = forms.ModelMultipleChoiceField(Household.objects.none(), required=False)
    signed_on = forms.DateField(
        label=_("纸上的日期"), widget=DayInput(), help_text=_("签字那一天，不是今天录入的日期。")
    )

    def __init__(self, *args: Any, families: list[Household], **kwargs: Any):
        super().__init__(*args, **kwargs)
        mine = Household.objects.filter(pk__in=[family.pk for family in families])
        for name in ("participate", "publish"):
            self.fields[name].queryset = mine

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("签字日期不能晚于今天。"))
        return day


class PageField(forms.ModelChoiceField):
    """A printed page by its group, batch and number."""

    def label_from_instance(self, obj: Any) -> str:
        told = {"group": obj.region.name, "batch": obj.batch, "n": obj.number, "pages": obj.pages, "code": obj.code}
        return str(_("%(group)s 第%(batch)d批 第%(n)d页（共%(pages)d页） %(code)s") % told)


class AssignForm(forms.Form):
    """Which printed page a picture shows."""

    page = PageField(SheetPage.objects.none(), label=_("这是哪一页"), help_text=_("二维码下面印着编号。"))

    def __init__(self, *args: Any, pages: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = pages
