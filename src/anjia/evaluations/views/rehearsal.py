"""The higher levels of a rehearsal, played by whoever rehearses."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import play_opinions
from anjia.evaluations.models import Candidacy
from anjia.evaluations.steps import STEP_OF_STATE
from anjia.programmes.enums import Verb
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import visible_to
from anjia.web.screens import TransitionScreen


class OpinionsPlayView(TransitionScreen):
    """Absent outside the rehearsals: there every level speaks for itself."""

    permission = Verb.REHEARSE
    heading = _("代走三级意见")
    submit_label = _("全部同意")
    success_message = _("已代走三级意见，可以张贴公示。")
    context_name = "cycle"

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        seen = visible_to(self.user).filter(is_rehearsal=True)
        mine = [cycle.pk for cycle in seen if self.user.may(Verb.REHEARSE, cycle.region.path)]
        return seen.filter(pk__in=mine)

    def get_effect(self) -> str:
        return str(_("演练里村（社区）、乡镇（街道）妇联和领导小组都视为同意。正式办理时须由各级分别办理。"))

    def back(self) -> str:
        return reverse("programmes:rehearsal_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Candidacy.objects.filter(cycle=self.object, state__in=list(STEP_OF_STATE)).count()
        answers = [{"label": _("等待意见的家庭"), "value": waiting, "url": ""}]
        return super().get_context_data(answers=answers, back_url=self.back(), **kwargs)

    def perform(self, form: Any) -> str:
        play_opinions(self.object, by=self.user)
        return self.back()
