"""The public front page: what is on notice now, what was decided lately, and how to check a certificate."""

from typing import Any

from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.models import NamingDecision
from anjia.notices.enums import NoticeState
from anjia.notices.models import PublicNotice
from anjia.notices.queries import CONTESTABLE
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen

SHOWN = 8


class HomeScreen(Screen):
    """Open to everybody; personal data only as each family consented."""

    permission = PUBLIC
    template_name = "public/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        running = PublicNotice.objects.filter(state=NoticeState.RUNNING, kind__in=CONTESTABLE)
        decisions = NamingDecision.objects.filter(state=DecisionState.ISSUED)
        return super().get_context_data(
            notices=running.select_related("region__parent", "cycle", "quarter").order_by("ends_on", "pk")[:SHOWN],
            decisions=decisions.select_related("region__parent").order_by("-issued_on", "-pk")[:SHOWN],
            kinds=TitleKind,
            **kwargs,
        )
