"""What is brought to a case, added and taken out."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.services import actions
from anjia.services.enums import Material, Verb
from anjia.services.forms import work as forms
from anjia.services.models import Case, CaseFile
from anjia.services.queries import visible_to
from anjia.services.views.work import CaseWorkScreen, PartScreen


class AddMaterialView(CaseWorkScreen):
    permission = Verb.KEEP_RECORD
    heading = _("添入材料")
    submit_label = _("添入")
    success_message = _("已添入，加密保存。")
    form_class = forms.MaterialForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        told = {name: said[name] for name in ("kind", "name", "by_code")}
        actions.add_material(case, said["file"].read(), **told, by=self.user)


class DropMaterialView(PartScreen):
    permission = Verb.KEEP_RECORD
    template_name = "web/form.html"
    heading = _("取下这份材料")
    submit_label = _("取下")
    form_class = forms.StrikeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object.case, "user": self.user}

    def get_queryset(self) -> QuerySet[CaseFile]:
        held = CaseFile.objects.filter(case__in=visible_to(self.user), kind__in=Material.values)
        return held.select_related("case")

    def act(self, said: dict[str, Any]) -> None:
        actions.drop_material(self.object, reason=said["reason"], by=self.user)
