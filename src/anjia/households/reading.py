"""One typed value read by the rules of the roster: what a sheet may say, a form may say, and nothing else."""

from datetime import date

import polars as pl
from django.core.exceptions import ValidationError
from django.utils import timezone

from anjia.households.roster.fields import Field
from anjia.households.roster.issues import KINDS, Code, Level
from anjia.households.roster.normalise import normalise

_SCHEMA = {field.value: pl.String for field in Field}
_BLANK = {Code.BIRTH_BLANK, Code.PHONE_BLANK}


def read_name(text: str) -> str:
    return _read(Field.HEAD, text)


def read_birth(text: str, *, minors: bool = False) -> str:
    """A month as 1970-05; `minors` lets those under eighteen be members."""
    value, code = _value(Field.BIRTH, text)
    if minors and code == Code.BIRTH_MINOR:
        return _minor(text)
    return _checked(value, code)


def read_phone(text: str) -> str:
    return _read(Field.PHONE, text)


def _read(field: Field, text: str) -> str:
    return _checked(*_value(field, text))


def _value(field: Field, text: str) -> tuple[str | None, str | None]:
    return _normalised(field, text, timezone.localdate())


def _minor(text: str) -> str:
    """The month as it will be read in eighteen years' time."""
    today = timezone.localdate()
    value, code = _normalised(Field.BIRTH, text, today.replace(year=today.year + 18, day=1))
    return _checked(value, code)


def _normalised(field: Field, text: str, today: date) -> tuple[str | None, str | None]:
    row = {name: [text if name == field.value else None] for name in _SCHEMA}
    frame = normalise(pl.DataFrame({"sheet": [0], "row": [1], **row}, schema_overrides=_SCHEMA), today)
    return frame.select(field.value, f"{field.value}_code").row(0)


def _checked(value: str | None, code: str | None) -> str:
    if code and code not in _BLANK and KINDS[Code(code)].level is Level.ERROR:
        kind = KINDS[Code(code)]
        raise ValidationError(f"{kind.message}{kind.fix}")
    return value or ""
