"""What is asked: of whoever asks for care, at each step, and of a volunteer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Level, Rule
from anjia.regions.legal import number
from anjia.regions.models import Region
from anjia.services.actions import Told
from anjia.services.care.enums import AidKind, Audience, Found, Hazard, Language, PairEnd, Way, When
from anjia.services.care.matching import Match, matches
from anjia.services.care.models import AidProject, Volunteer
from anjia.services.care.queries import open_pair, projects_for
from anjia.services.enums import Given, Topic
from anjia.services.forms.intake import AskForm, villages
from anjia.services.forms.steps import StepForm

WIDE = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
GIVEN = [(Given.SIGNED, Given.SIGNED.label), (Given.SPOKEN, Given.SPOKEN.label)]
NEAR = {Level.VILLAGE: _("同村（社区）"), Level.TOWN: _("同乡镇（街道）"), Level.COUNTY: _("同区县")}


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


class CareForm(AskForm):
    """Care is one topic, so none is asked for. A child of any age has a guardian written down."""

    about = ("audience",)
    one_topic = Topic.SECURITY
    audience = forms.ChoiceField(
        label=_("需要什么样的关爱"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=_("由您自己说，只有办理的人看得到。"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["village"].label = _("住在哪个村（社区）")
        self.fields["summary"].label = _("家里的情况，希望得到什么帮助")
        self.fields["name"].label = _("需要关爱的人怎么称呼")
        self.fields["guardian"].help_text = _("为孩子请求时填写，要由监护人同意。")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("audience") == Audience.CHILD and not said.get("guardian", "").strip():
            words = _("为孩子请求关爱的，须写明监护人。找不到监护人，或监护人就是伤害的人时，请马上拨打110或12338。")
            self.add_error("guardian", words)
        return said

    def about_fields(self) -> list[BoundField]:
        return [self[name] for name in ("audience", "village", "summary")]

    def told(self) -> Told:
        told = super().told()
        return Told(**{**vars(told), "further": {**told.further, "guardian": self.cleaned_data["guardian"]}})


class AssessForm(StepForm):
    languages = several(_("习惯说什么话"), Language.choices)
    times = several(_("什么时候方便"), When.choices)
    needs = forms.CharField(label=_("了解到的需要"), max_length=2000, widget=WIDE)


def words_of(match: Match) -> str:
    """A volunteer as a choice: who, how near, what is shared."""
    spoken = "、".join(str(Language(key).label) for key in sorted(match.languages)) or _("没有共同的语言")
    free = "、".join(str(When(key).label) for key in sorted(match.times)) or _("时间对不上")
    return f"{match.volunteer.name} · {NEAR[match.near]} · {spoken} · {free}"


class ProposeForm(StepForm):
    volunteer = forms.ChoiceField(
        label=_("哪一位志愿者"),
        widget=forms.RadioSelect,
        help_text=_("只列已核查、没有在看望别人的。说同一种话、时间合得上、住得近的排在前面。"),
        error_messages={"required": _("请选择一位。没有合适的，请先登记志愿者，并请督导核查。")},
    )
    every_days = forms.IntegerField(label=_("几天看望一次"), min_value=1, initial=14)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.found = {str(match.volunteer.pk): match for match in matches(self.subject, today)}
        self.fields["volunteer"].choices = [(pk, words_of(match)) for pk, match in self.found.items()]
        self.fields["every_days"].max_value = number(Rule.CARE_VISIT, today)

    def clean_volunteer(self) -> Volunteer:
        return self.found[self.cleaned_data["volunteer"]].volunteer


class StartForm(StepForm):
    given = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        help_text=_("孩子须由监护人在“结对同意书”上签字。"),
    )
    own_word = forms.BooleanField(label=_("问过本人，本人愿意"), required=False)
    first_on = forms.DateField(label=_("第一次看望约在哪天"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["first_on"].initial = timezone.localdate() + timedelta(days=7)


class EndForm(StepForm):
    why = forms.ChoiceField(
        label=_("为什么结束"),
        choices=[(end, end.label) for end in (PairEnd.WISH, PairEnd.VOLUNTEER, PairEnd.OTHER)],
        widget=forms.RadioSelect,
    )


class NextForm(StepForm):
    """A step after which the next visit is agreed on, by the plan unless another day is given."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        pair = open_pair(self.subject)
        if pair is not None:
            self.fields["next_on"].initial = timezone.localdate() + timedelta(days=pair.every_days)


class VisitForm(NextForm):
    made_on = forms.DateField(label=_("哪天去的"), initial=timezone.localdate)
    found = forms.ChoiceField(
        label=_("怎么样"),
        choices=Found.choices,
        widget=forms.RadioSelect,
        help_text=_("怀疑受到伤害的，马上拨打110；选了以后这件事标记紧急，督导收到提醒。"),
    )
    words = forms.CharField(label=_("看到了什么，需要什么"), max_length=2000, required=False, widget=WIDE)
    next_on = forms.DateField(label=_("下次约在哪天"))


class MoveForm(StepForm):
    on = forms.DateField(label=_("改约在哪天"))


class AnswerMissedForm(NextForm):
    words = forms.CharField(label=_("为什么没有去，怎样安排"), max_length=1000, widget=WIDE)
    next_on = forms.DateField(label=_("下次约在哪天"))


class ContactForm(StepForm):
    held_on = forms.DateField(label=_("哪天联系的"), initial=timezone.localdate)
    way = forms.ChoiceField(label=_("怎样联系的"), choices=Way.choices, widget=forms.RadioSelect)


class AidForm(StepForm):
    project = forms.ModelChoiceField(
        label=_("哪个项目"), queryset=AidProject.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    amount = forms.DecimalField(label=_("金额（元）"), min_value=1, max_digits=12, decimal_places=2)
    words = forms.CharField(label=_("用来做什么"), max_length=400, widget=WIDE)
    given = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        help_text=_("本人（孩子由监护人）同意得到这项帮扶。捐款的人不知道给了谁，也不公布。"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects_for(self.subject)
        self.fields["project"].label_from_instance = lambda project: (
            _("%(name)s · 还有 %(left)s 元")
            % {
                "name": project.name,
                "left": project.left,
            }
        )


class SafetyForm(StepForm):
    asked = forms.BooleanField(label=_("本人（孩子由监护人）要求上门查看"), required=False)
    made_on = forms.DateField(label=_("哪天去的"), initial=timezone.localdate)
    hazards = forms.MultipleChoiceField(
        label=_("有什么隐患"), choices=Hazard.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.CharField(label=_("怎样处理"), max_length=1000, required=False, widget=WIDE)


def above_villages() -> list[tuple[str, str]]:
    """Districts and towns."""
    rows = Region.objects.filter(level__in=(Level.COUNTY, Level.TOWN), valid_to__isnull=True).order_by("path")
    return [(str(row.pk), row.full_name) for row in rows]


class ProjectForm(forms.Form):
    region = forms.ChoiceField(label=_("哪里的项目"), choices=above_villages)
    kind = forms.ChoiceField(label=_("做什么"), choices=AidKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("项目名称"), max_length=60, help_text=_("例如：2026年春蕾助学。不写任何人的名字。"))

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])


class DonationForm(forms.Form):
    amount = forms.DecimalField(label=_("金额（元）"), min_value=1, max_digits=12, decimal_places=2)
    received_on = forms.DateField(label=_("哪天收到"), initial=timezone.localdate)
    donor = forms.CharField(
        label=_("谁捐的"), max_length=80, required=False, help_text=_("本人同意才写；不写就是不留名。")
    )


class VolunteerForm(forms.Form):
    region = forms.ChoiceField(label=_("住在哪个村（社区）"), choices=villages)
    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(label=_("电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    languages = several(_("会说什么话"), Language.choices)
    times = several(_("什么时候有空"), When.choices)
    given = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        help_text=_("本人同意进入名册，并同意查询违法犯罪记录。名册只有权益服务的人看得到。"),
    )

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])


class OfferForm(forms.Form):
    """By anybody, without an account."""

    region = forms.ChoiceField(label=_("住在哪个村（社区）"), choices=villages)
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    languages = several(_("会说什么话"), Language.choices)
    times = several(_("什么时候有空"), When.choices)
    of_age = forms.BooleanField(label=_("我已满十八周岁，在本村（社区）不评议家庭"))
    consents = forms.BooleanField(
        label=_("我同意登记在志愿者名册，并查询违法犯罪记录"),
        help_text=_("名册只有权益服务的人看得到，不公布。没有请您的，最迟七个月清除。随时可以退出。"),
    )

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])


class VetForm(forms.Form):
    judges_nobody = forms.BooleanField(
        label=_("问过本人：在那里不评议家庭"),
        help_text=_("去看望的人和评议家庭的人，不能是同一个人：家里的事才不会带到评议里去。"),
    )
    checked_on = forms.DateField(
        label=_("哪天查询的"),
        initial=timezone.localdate,
        help_text=_("查询结果没有问题才点“核查通过”。有问题的，请点“退出”，不记录原因。"),
    )
