"""Figures that other bodies supplied, entered beside our own."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions import enter_outside, remove_outside
from anjia.services.enums import Verb
from anjia.services.forms.outside import OutsideForm
from anjia.services.kinds import all_kinds
from anjia.services.models import OutsideFigure
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, absent


def figures_url(kind: str) -> str:
    return f"{reverse('services:figures')}?kind={kind}"


class EnterOutsideView(WalledFormScreen):
    """What another body counted, with its own word for it and where it stands."""

    permission = Verb.ENTER_OUTSIDE
    template_name = "services/enter_outside.html"
    heading = _("登记其他单位的数字")
    submit_label = _("登记")
    form_class = OutsideForm

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in {kind.key for kind in all_kinds()}:
            raise absent()
        return str(self.kwargs["kind"])

    def perform(self, form: OutsideForm) -> str:
        paths = self.user.scopes(Verb.ENTER_OUTSIDE)
        district = Region.objects.filter(path__in=paths, level=Level.COUNTY).order_by("path").first()
        if district is None:
            raise absent()
        enter_outside(district, kind=self.kind, **form.cleaned_data, by=self.user)
        return figures_url(self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=figures_url(self.kind), **kwargs)


class RemoveOutsideView(ObjectMixin, WalledFormScreen):
    """Taken out where it was entered wrongly."""

    permission = Verb.ENTER_OUTSIDE
    template_name = "web/transition.html"
    heading = _("去掉这个数字")
    submit_label = _("去掉")
    form_class = NoteForm
    context_name = "figure"

    def get_queryset(self) -> QuerySet[OutsideFigure]:
        return OutsideFigure.objects.filter(under_any("region_path", self.user.scopes(Verb.ENTER_OUTSIDE)))

    def perform(self, form: NoteForm) -> str:
        kind = self.object.kind
        remove_outside(self.object, by=self.user)
        return figures_url(kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figure = self.object
        answers = [
            {"label": _("哪个单位"), "value": figure.body},
            {"label": figure.measure, "value": f"{figure.part}{figure.get_unit_display()}"},
        ]
        context = super().get_context_data(back_url=figures_url(figure.kind), **kwargs)
        return {**context, "answers": answers, "effect": _("从页面上去掉；登记和去掉都留有记录。")}
