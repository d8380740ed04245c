"""Text about a household, checked where it is written down (frame F6)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.web.guarded import validate_guarded

WHOM_TO_CALL = _("这类情况请直接拨打 12338（妇女维权）或 110，由专门的人员帮助，这里不保存。")


def guarded(text: str) -> str:
    """The text, trimmed. Raises Refused, with whom to call, for words that are not stored here."""
    try:
        validate_guarded(text)
    except ValidationError as error:
        raise Refused(error.messages[0], who=WHOM_TO_CALL) from error
    return text.strip()
