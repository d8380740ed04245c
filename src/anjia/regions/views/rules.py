"""The rules the platform counts by: what holds, what held, what will hold; and old words with their new ones."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.actions import add_term, amend_rule, withdraw_rule
from anjia.regions.enums import Measure, Rule, Verb
from anjia.regions.forms import RuleForm, TermForm
from anjia.regions.legal import basis
from anjia.regions.models import LegacyTerm, LegalBasis
from anjia.web.screens import FormScreen, NoteForm, Screen, TransitionScreen


class RulesView(Screen):
    """Every rule with its basis, the one in force first."""

    permission = Verb.VIEW
    template_name = "regions/rules.html"
    heading = _("规则依据")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows: dict[str, list[LegalBasis]] = {rule.value: [] for rule in Rule}
        for row in LegalBasis.objects.order_by("rule", "-valid_from"):
            rows[row.rule].append(row)
        rules = [
            {
                "rule": rule,
                "current": next((row for row in rows[rule] if row.valid_from <= today), None),
                "coming": [row for row in rows[rule] if row.valid_from > today],
                "past": [row for row in rows[rule] if row.valid_to and row.valid_to <= today],
            }
            for rule in Rule
        ]
        may_amend = bool(self.user.scopes(Verb.AMEND_RULES))
        return super().get_context_data(rules=rules, terms=LegacyTerm.objects.all(), may_amend=may_amend, **kwargs)


class AmendRuleView(FormScreen):
    """A rule's next version."""

    permission = Verb.AMEND_RULES
    form_class = RuleForm
    submit_label = _("录入新规定")
    success_message = _("新规定已录入，从施行日期起生效。")

    @property
    def rule(self) -> Rule:
        if self.kwargs["rule"] not in Rule.values:
            raise Http404
        return Rule(self.kwargs["rule"])

    def get_heading(self) -> str:
        return str(_("%(rule)s：录入新规定") % {"rule": self.rule.label})

    def get_initial(self) -> dict[str, Any]:
        held = basis(self.rule)
        names = ("law", "article", "text", "numerator", "denominator")
        return {name: getattr(held, name) for name in names}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "measure": Measure(basis(self.rule).measure)}

    def perform(self, form: RuleForm) -> str:
        amend_rule(self.rule, **form.cleaned_data, by=self.user)
        return reverse("regions:rules")


class WithdrawRuleView(TransitionScreen):
    """Take back what is not in force yet."""

    permission = Verb.AMEND_RULES
    form_class = NoteForm
    heading = _("撤销尚未施行的规定")
    submit_label = _("撤销")
    success_message = _("已撤销，原规定继续有效。")

    def get_queryset(self) -> Any:
        return LegalBasis.objects.filter(is_shipped=False, valid_from__gt=timezone.localdate(), valid_to=None)

    def get_effect(self) -> str:
        told = {"rule": self.object.get_rule_display(), "law": self.object, "day": self.object.valid_from}
        return str(_("%(rule)s：%(law)s 原定 %(day)s 施行，撤销后原规定继续有效。") % told)

    def perform(self, form: NoteForm) -> str:
        withdraw_rule(self.object, by=self.user)
        return reverse("regions:rules")


class AddTermView(FormScreen):
    """One old word."""

    permission = Verb.AMEND_RULES
    form_class = TermForm
    heading = _("登记旧称")
    submit_label = _("登记")
    success_message = _("已登记，导入和搜索时会认得这个旧称。")

    def perform(self, form: TermForm) -> str:
        add_term(**form.cleaned_data, by=self.user)
        return reverse("regions:rules")
