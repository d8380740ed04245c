"""Forms of rolling management."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.enums import RecusalKind
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.programmes.models import Criterion, DeductionReason
from anjia.rolling.checks import Check
from anjia.rolling.enums import CaseStep, DeclineReason, Due, Hearing
from anjia.rolling.periods import Allowed
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import NoteForm

GUARDED = _("只写当天看到的事实；不写家庭成员的信仰、健康、纠纷或反映诉求。")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    kwargs.setdefault("initial", timezone.localdate)
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class DueFilter(FilterForm):
    q = SearchField(_("户主姓名或证书编号"))
    due = forms.ChoiceField(label=_("该办什么"), required=False, choices=[("", _("全部")), *Due.choices])


class RevocationFilter(FilterForm):
    step = forms.ChoiceField(label=_("等什么"), required=False, choices=[("", _("全部")), *CaseStep.choices])


class People(forms.ModelMultipleChoiceField):
    """Members of the village's panel, by name."""

    def __init__(self, **kwargs: Any):
        super().__init__(User.objects.none(), widget=forms.CheckboxSelectMultiple, **kwargs)


class Families(forms.ModelMultipleChoiceField):
    """Titles, each as its family with what is due."""

    def label_from_instance(self, obj: Title) -> str:
        told = {"group": obj.household.region.name, "family": obj.household.head_name, "due": obj.review_due_on}
        if obj.state == TitleState.RECTIFYING:
            return gettext("%(group)s　%(family)s　整改复查") % told
        return gettext("%(group)s　%(family)s　复核 %(due)s 到期") % told


class PlanForm(forms.Form):
    """Which families are visited, when and by whom."""

    planned_on = day_field(_("上门日期"))
    reviewers = People(label=_("复核人"), help_text=_("至少两人。亲属和家庭希望换的人，系统会自动避开那一户。"))
    titles = Families(Title.objects.none(), label=_("家庭"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: QuerySet[User], titles: QuerySet[Title], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, rows in (("reviewers", people), ("titles", titles)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows


class ReviewForm(forms.Form):
    """What was seen on a visit: each check is met unless a reason says otherwise."""

    held_on = day_field(_("上门日期"))
    reviewers = People(label=_("复核人"))

    def __init__(
        self, *args: Any, people: QuerySet[User], checks: Sequence[Check], allowed: Allowed | None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        field = self.fields["reviewers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people
        self.checks = {f"check_{check.criterion.pk}": check for check in checks}
        for name, check in self.checks.items():
            reasons = [(str(reason.pk), reason.text) for reason in check.reasons]
            self.fields[name] = forms.ChoiceField(
                label=f"{check.criterion.order} {check.criterion.title}",
                choices=[("", _("达到")), *reasons],
                required=False,
            )
        if allowed:
            self.fields["days"] = forms.IntegerField(
                label=_("整改期（天）"),
                initial=allowed.usual,
                min_value=allowed.least,
                max_value=allowed.most,
                help_text=_("全部达到的不用管。有没达到的，给家庭 %(least)d 到 %(most)d 天改好。")
                % {"least": allowed.least, "most": allowed.most},
            )
        self.fields["note"] = GuardedTextFormField(
            label=_("看到的情况"), required=False, max_length=300, help_text=GUARDED
        )
        self.fields["scan"] = forms.FileField(
            label=_("纸质复核表"),
            required=False,
            help_text=_("照纸质复核表录入的，附上扫描件或照片；直接在屏幕上登记的，不用附。"),
            widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        )

    @property
    def checks_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.checks]

    @property
    def findings(self) -> list[tuple[Criterion, DeductionReason]]:
        """The checks that were not met, with their reasons."""
        found = []
        for name, check in self.checks.items():
            chosen = self.cleaned_data.get(name)
            found += [(check.criterion, reason) for reason in check.reasons if chosen == str(reason.pk)]
        return found


class RecuseForm(forms.Form):
    person = forms.ModelChoiceField(label=_("回避人"), queryset=User.objects.none())
    kind = forms.ChoiceField(
        label=_("缘由"),
        choices=[(kind.value, kind.label) for kind in (RecusalKind.KIN, RecusalKind.EXCLUDED)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: QuerySet[User], may_exclude: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        person, kind = self.fields["person"], self.fields["kind"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        person.queryset = people
        if not may_exclude:
            kind.choices = [(RecusalKind.KIN.value, RecusalKind.KIN.label)]


class ExtendForm(NoteForm):
    due_on = day_field(_("延长到"), initial=None)


class ProposeForm(NoteForm):
    reason = GuardedTextFormField(
        label=_("取消的理由"), max_length=300, help_text=_("家庭会看到这段话。写清楚哪一项、哪一天复查还没有达到。")
    )
    hearing_on = day_field(_("约家庭说意见的日期"), initial=None)


class HearingForm(NoteForm):
    held_on = day_field(_("听取意见的日期"))
    hearing = forms.ChoiceField(label=_("家庭怎样说的意见"), choices=Hearing.choices, widget=forms.RadioSelect)
    words = GuardedTextFormField(
        label=_("家庭的意见"), required=False, max_length=500, help_text=_("照家庭的原话写，写好念给家庭听。")
    )


class DeclineForm(NoteForm):
    reason = forms.ChoiceField(label=_("不予取消的理由"), choices=DeclineReason.choices, widget=forms.RadioSelect)


class DeliverForm(NoteForm):
    delivered_on = day_field(_("送达日期"))


class AgreeForm(NoteForm):
    agreed_on = day_field(_("家庭签字的日期"))


class SignForm(NoteForm):
    signer_name = forms.CharField(label=_("签发人"), max_length=40, help_text=_("写在公文上的签发人姓名。"))
