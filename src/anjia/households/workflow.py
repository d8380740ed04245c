"""The life of a consent, on one screen (frame F1, F5)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.enums import ConsentState, Verb
from anjia.kernel.workflow import Transition, Workflow

ASSERTED, PROVEN, WITHDRAWN = ConsentState.ASSERTED, ConsentState.PROVEN, ConsentState.WITHDRAWN

CONSENT = Workflow(
    "consent",
    states=ConsentState,
    transitions=[
        Transition("prove", source=[ASSERTED], target=PROVEN, permission=Verb.RECORD_CONSENT, label=_("归入凭证")),
        Transition(
            "withdraw",
            source=[ASSERTED, PROVEN],
            target=WITHDRAWN,
            permission=Verb.RECORD_CONSENT,
            label=_("撤回同意"),
        ),
    ],
)
