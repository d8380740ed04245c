"""What the registry is searched and narrowed by; lives in the URL."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.web.filters import FilterForm, SearchField


class HouseholdFilter(FilterForm):
    q = SearchField(_("姓名、拼音、首字母或电话后四位"))
    proof = forms.ChoiceField(
        label=_("同意凭证"),
        required=False,
        choices=[("", _("全部")), ("yes", _("已有凭证")), ("no", _("待补凭证"))],
    )
