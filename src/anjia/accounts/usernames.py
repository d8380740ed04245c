"""User names: a mobile number or a staff number, in one spelling."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PHONE = re.compile(r"1[3-9]\d{9}")
STAFF_NUMBER = re.compile(r"[a-z][a-z0-9]{0,7}-?\d{2,12}")


def normalise(value: str) -> str:
    """Half-width, lower case, without the spaces and dashes people put into phone numbers."""
    text = unicodedata.normalize("NFKC", value).strip().lower()
    squeezed = re.sub(r"[\s\-]", "", text).removeprefix("+86")
    return squeezed if PHONE.fullmatch(squeezed) else text


def validate_username(value: str) -> None:
    """Raise ValidationError unless the value is a mobile number or a staff number."""
    if not (PHONE.fullmatch(value) or STAFF_NUMBER.fullmatch(value)):
        raise ValidationError(
            _("请填 11 位手机号码，或字母开头的工号（如 fl2031）。"), code="not_phone_or_staff_number"
        )
