"""What comes in: JSON without what no database can hold, fields that are known, versions that were seen."""

import base64
import binascii
import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from ninja import Header, Schema
from ninja.parser import Parser
from pydantic import AfterValidator, ConfigDict, Field

from anjia.kernel.exceptions import Refused
from anjia.web.api.problems import Invalid, Stale, Unreadable

IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9]{1,9}"$',
        description="the ETag of what was read; who changed it meanwhile is not overwritten (412)",
    ),
]


def _within_reason(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError(_("日期须在 1900 年到 2200 年之间。"))
    return day


Day = Annotated[date, AfterValidator(_within_reason)]
Scan = Annotated[str, Field(max_length=14_000_000, description="a signed paper, PDF or picture, as base64")]
Ids = Annotated[list[UUID], Field(min_length=1, max_length=10_000)]


class In(Schema):
    """What a program may send; a field that is not named is refused (quality 3, check 5)."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PlainParser(Parser):
    """Refuses NUL and half a surrogate pair, wherever they stand: a database cannot hold them."""

    def parse_body(self, request: HttpRequest) -> Any:
        data = json.loads(request.body)
        _check(data)
        return data

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> Any:
        parsed = super().parse_querydict(data, list_fields, request)
        _check(parsed)
        return parsed


def bytes_of(scan: str) -> bytes:
    """The file that came in as base64. Raises Refused."""
    try:
        return base64.b64decode(scan, validate=True)
    except binascii.Error as error:
        raise Refused(_("扫描件不是有效的 base64 内容。")) from error


def _check(data: Any) -> None:
    if isinstance(data, str):
        if "\x00" in data or any("\ud800" <= character <= "\udfff" for character in data):
            raise Unreadable(_("文字里有不能保存的字符（NUL 或不成对的代理字符）。"))
    elif isinstance(data, dict):
        for key, value in data.items():
            _check(key)
            _check(value)
    elif isinstance(data, list):
        for value in data:
            _check(value)


def etag(version: int) -> str:
    return f'"{version}"'


def require_match(obj: Any, if_match: str) -> int:
    """The version the caller saw, for the action; Stale where it is another by now."""
    if if_match != etag(obj.version):
        raise Stale(_("您打开之后，这条记录已被别人修改。请核对现在的内容，再决定是否覆盖。"))
    return int(obj.version)


def checked(form: BaseForm) -> dict[str, Any]:
    """The clean data of a page's form, so that a program is held to the same rules; Invalid where it does not fit."""
    if form.is_valid():
        return dict(form.cleaned_data)
    raise Invalid(
        [
            {"field": f"body.{name}".removesuffix(".__all__"), "value": form.data.get(name), "message": str(message)}
            for name, messages in form.errors.items()
            for message in messages
        ]
    )
