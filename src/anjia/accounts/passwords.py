"""Passwords: at least three of four kinds of characters (domain B11; the length stands in the settings)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KINDS = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"\d"), re.compile(r"[^A-Za-z\d]"))
NEEDED = 3


class ThreeClassesValidator:
    """Lower case, upper case, digits, anything else: three of them."""

    def validate(self, password: str, user: object = None) -> None:
        if sum(bool(kind.search(password)) for kind in KINDS) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_few_classes")

    def get_help_text(self) -> str:
        return _("密码须包含小写字母、大写字母、数字、其他符号中的至少三种。")
