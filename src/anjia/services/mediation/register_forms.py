"""What is asked in the registers of mediation, and what a village reports."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.mediation.enums import LinkDuty


class PlaceField(forms.ModelChoiceField):
    """A place within those where the user keeps the registers."""

    def __init__(self, *, levels: tuple[str, ...], **kwargs: Any):
        super().__init__(queryset=Region.objects.none(), empty_label=_("请选择"), label=_("地方"), **kwargs)
        self.levels = levels

    def offer(self, condition: Any) -> None:
        self.queryset = Region.objects.filter(condition, level__in=self.levels, valid_to__isnull=True).order_by("path")

    def label_from_instance(self, region: Any) -> str:
        return f"{'　' * (len(region.path) // 4 - 2)}{region.name}"


class PlacedForm(forms.Form):
    """A form about a place; `places` is a condition on regions."""

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, PlaceField)
        region.offer(places)


ALL = (Level.COUNTY, Level.TOWN, Level.VILLAGE)


class CommitteeForm(PlacedForm):
    region = PlaceField(levels=ALL)
    name = forms.CharField(label=_("名称"), max_length=60)
    members = forms.IntegerField(label=_("委员几人"), min_value=1, max_value=99, help_text=_("三至九人。"))
    women = forms.IntegerField(label=_("其中妇女"), min_value=0, max_value=99, help_text=_("至少一人。"))
    elected_on = forms.DateField(label=_("哪天产生"))


class TrainingForm(PlacedForm):
    region = PlaceField(levels=ALL)
    title = forms.CharField(label=_("培训什么"), max_length=80)
    held_on = forms.DateField(label=_("哪天"), initial=timezone.localdate)
    hours = forms.IntegerField(label=_("几学时"), min_value=1, max_value=200)
    persons = forms.IntegerField(label=_("来了几人"), min_value=1, max_value=5000)


class LinkForm(PlacedForm):
    region = PlaceField(levels=ALL)
    duty = forms.ChoiceField(label=_("做什么"), choices=LinkDuty.choices, widget=forms.RadioSelect)
    username = forms.CharField(label=_("账号（手机号码或工号）"), max_length=24)

    def clean_username(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个账号。"))
        return found


class ScreeningForm(PlacedForm):
    region = PlaceField(levels=(Level.COUNTY, Level.TOWN))
    title = forms.CharField(label=_("名称"), max_length=60)
    begins_on = forms.DateField(label=_("从哪天"), initial=timezone.localdate)
    ends_on = forms.DateField(label=_("到哪天"))


class ReportForm(PlacedForm):
    region = PlaceField(levels=(Level.VILLAGE,))
    offered = forms.IntegerField(label=_("介绍过调解服务的户次"), min_value=0, max_value=99999)
    asked = forms.IntegerField(
        label=_("提出需要调解的件数"), min_value=0, max_value=99999, help_text=_("没有的填 0，就是零报告。")
    )
