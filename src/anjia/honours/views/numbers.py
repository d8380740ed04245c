"""The register of document numbers, and the page that voids one of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.actions import void_number
from anjia.documents.enums import NumberState
from anjia.documents.enums import Verb as DocumentVerb
from anjia.documents.models import DocumentNumber
from anjia.honours.enums import Verb
from anjia.honours.forms import NumberVoidForm
from anjia.honours.queries import numbers_visible_to
from anjia.kernel import dependents
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, TransitionScreen

COLUMNS = (
    Column("number", gettext_lazy("发文字号"), str, is_essential=True),
    Column("subject", gettext_lazy("事由"), "subject", share=4),
    Column("at", gettext_lazy("取号时间"), "created_at"),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda number: number.get_state_display(),
        note=lambda number: number.get_void_reason_display(),
        tone=lambda number: "seal" if number.state == NumberState.VOIDED else "done",
        share=1.5,
    ),
)


class NumberRegister(ListScreen):
    """Every number that was drawn, voided ones included: the register has no gaps."""

    permission = Verb.VIEW
    heading = gettext_lazy("发文字号登记簿")
    template_name = "honours/numbers.html"
    default_order = ("-year", "organ_word", "-number")
    columns = COLUMNS
    acts_label = gettext_lazy("办理")

    def get_queryset(self) -> QuerySet[DocumentNumber]:
        return numbers_visible_to(self.user)

    def prepare(self, rows: Sequence[DocumentNumber]) -> Sequence[DocumentNumber]:
        held = dependents.of("documents.documentnumber", [number.pk for number in rows])
        in_use = {pk for found in held if found.blocks for pk in found.ids}
        for number in rows:
            number.can_void = self.can_void(number, in_use)
        return rows

    def can_void(self, number: DocumentNumber, in_use: set[Any]) -> bool:
        free = number.state == NumberState.ISSUED and number.pk not in in_use
        return free and self.user.may(DocumentVerb.VOID_NUMBER, number.region_path)


class NumberVoid(TransitionScreen):
    """A number is voided for good; it is not drawn again."""

    permission = DocumentVerb.VOID_NUMBER
    template_name = "honours/number_void.html"
    heading = gettext_lazy("作废发文字号")
    submit_label = gettext_lazy("确认作废")
    success_message = gettext_lazy("文号已作废，登记簿上保留这一行。")
    form_class = NumberVoidForm
    context_name = "number"

    def get_queryset(self) -> QuerySet[DocumentNumber]:
        return numbers_visible_to(self.user, str(self.permission)).filter(state=NumberState.ISSUED)

    def get_effect(self) -> str:
        told = {"number": self.object}
        return _("%(number)s 作废后不能恢复，也不会再取用；登记簿上这一行和作废的原因一直看得到。") % told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("honours:numbers"), **kwargs)

    def perform(self, form: Any) -> str:
        void_number(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return reverse("honours:numbers")
