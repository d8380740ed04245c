"""What is asked before and after other bodies meet about a case."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Given
from anjia.services.forms.work import WIDE, CaseForm


class JointForm(CaseForm):
    bodies = forms.CharField(
        label=_("请哪些单位"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("一行一个。只请办这件事少不了的单位。"),
    )
    planned_on = forms.DateField(label=_("哪天"))
    place = forms.CharField(label=_("在哪里"), max_length=80)
    about = forms.CharField(label=_("商量什么"), max_length=1000, widget=WIDE)
    given = forms.ChoiceField(
        label=_("当事人怎样同意的"),
        choices=[(Given.SIGNED, Given.SIGNED.label), (Given.SPOKEN, Given.SPOKEN.label)],
        widget=forms.RadioSelect,
    )


class HoldForm(forms.Form):
    held_on = forms.DateField(label=_("哪天开的"), initial=timezone.localdate)
    outcome = forms.CharField(label=_("商定了什么"), max_length=4000, widget=WIDE)
