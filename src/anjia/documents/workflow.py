"""The life of a document number: drawn, and perhaps voided. Nothing leads back."""

from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import NumberState, Verb
from anjia.kernel.workflow import Transition, Workflow

NUMBER = Workflow(
    "document_number",
    states=NumberState,
    transitions=[
        Transition(
            "void",
            source=[NumberState.ISSUED],
            target=NumberState.VOIDED,
            permission=Verb.VOID_NUMBER,
            label=_("作废"),
        ),
    ],
)
