"""Errors as problem details (RFC 9457), with the same sentences as the pages."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from ninja.responses import Response
from pydantic import Field

from anjia.kernel.context import request_id
from anjia.kernel.exceptions import Refused

PREFIX = "/api/v1/"
CONTENT_TYPE = "application/problem+json"
SHOWN = 80


class FieldProblem(Schema):
    """One value that does not fit: where it stood, what it was, what is wrong with it."""

    field: str = Field(description="body.members.0.name, query.limit, path.pk …")
    value: str = Field(default="", description="what was sent, shortened")
    message: str


class Problem(Schema):
    """Why a request was not carried out."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="for programs: refused, not_permitted, conflict, stale, invalid, not_found …")
    detail: str = Field(description="for people: which rule it was, and what to do")
    who: str = Field(default="", description="who can decide instead")
    instance: str = Field(description="the id of the request, as the trail holds it")
    errors: list[FieldProblem] = []


class Unauthenticated(Refused):
    """Nobody is known to be asking."""

    status = 401


class Absent(Refused):
    """It does not exist, or not for this token."""

    status = 404


class Unreadable(Refused):
    """Not to be read at all."""

    status = 400


class Invalid(Exception):
    """Values that a page's form would not take: `(field, value, message)` of each."""

    def __init__(self, errors: list[dict[str, Any]]):
        super().__init__(errors)
        self.errors = errors


class Stale(Refused):
    """The version named in If-Match is no longer the one that stands."""

    status = 412


CODES = {
    400: "malformed", 401: "unauthenticated", 403: "not_permitted", 404: "not_found", 405: "method_not_allowed",
    409: "conflict", 412: "stale", 413: "too_large", 415: "wrong_content_type", 422: "refused", 429: "too_often",
}  # fmt: skip
SENTENCES = {
    400: gettext_lazy("请求读不懂，请检查格式。"),
    404: gettext_lazy("没有找到。可能不存在，也可能不在这个令牌的范围内。"),
    405: gettext_lazy("这个地址不接受这种请求方法。"),
    413: gettext_lazy("请求太大，请减少每次发送的内容。"),
    415: gettext_lazy("内容类型不对，请按接口说明发送。"),
}
MESSAGES = {
    "missing": gettext_lazy("缺少这一项。"),
    "extra_forbidden": gettext_lazy("没有这一项，请删去。"),
    "uuid_parsing": gettext_lazy("须是 UUID，例如 0190a6f0-0000-7000-8000-000000000000。"),
    "uuid_type": gettext_lazy("须是 UUID，例如 0190a6f0-0000-7000-8000-000000000000。"),
    "string_type": gettext_lazy("须是文字。"),
    "int_parsing": gettext_lazy("须是整数。"),
    "int_type": gettext_lazy("须是整数。"),
    "int_from_float": gettext_lazy("须是整数。"),
    "bool_parsing": gettext_lazy("须是 true 或 false。"),
    "bool_type": gettext_lazy("须是 true 或 false。"),
    "list_type": gettext_lazy("须是一个列表。"),
    "dict_type": gettext_lazy("须是一个对象。"),
    "model_type": gettext_lazy("须是一个对象。"),
    "model_attributes_type": gettext_lazy("须是一个对象。"),
    "date_parsing": gettext_lazy("须是日期，例如 2026-05-08。"),
    "date_from_datetime_parsing": gettext_lazy("须是日期，例如 2026-05-08。"),
    "date_type": gettext_lazy("须是日期，例如 2026-05-08。"),
    "string_too_long": gettext_lazy("太长，最多 %(max_length)s 个字。"),
    "string_too_short": gettext_lazy("太短，至少 %(min_length)s 个字。"),
    "string_pattern_mismatch": gettext_lazy("格式不对。"),
    "too_long": gettext_lazy("太多，最多 %(max_length)s 项。"),
    "too_short": gettext_lazy("太少，至少 %(min_length)s 项。"),
    "greater_than_equal": gettext_lazy("太小，最小 %(ge)s。"),
    "less_than_equal": gettext_lazy("太大，最大 %(le)s。"),
    "enum": gettext_lazy("只能是：%(expected)s。"),
    "literal_error": gettext_lazy("只能是：%(expected)s。"),
}


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks, and wants its answer as JSON."""
    return request.path_info.startswith(PREFIX)


def respond(
    status: int, detail: str = "", *, code: str = "", who: str = "", errors: Iterable[Mapping[str, str]] = ()
) -> HttpResponse:
    """The answer for a problem; the sentence is the usual one of the status unless given."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code or CODES.get(status, "refused"),
        detail=detail or str(SENTENCES.get(status, "")),
        who=who,
        instance=f"urn:uuid:{request_id.get()}",
        errors=[FieldProblem(**error) for error in errors],
    )
    response = Response(problem.model_dump(), status=status, content_type=CONTENT_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def of_refusal(refusal: Refused) -> HttpResponse:
    """A refusal says the same here as on a page."""
    return respond(refusal.status, str(refusal.message), who=str(refusal.who))


def of_validation(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Values that do not fit, each named with its field."""
    return of_fields(
        [{"field": ".".join(map(str, e["loc"])), "value": e.get("input"), "message": _sentence(e)} for e in errors]
    )


def of_fields(errors: list[dict[str, Any]]) -> HttpResponse:
    """The same for errors that are told already."""
    told = [{**error, "value": _shortened(error["value"])} for error in errors]
    return respond(422, _("有 %(n)d 处不对，一项也没有办理。") % {"n": len(told)}, code="invalid", errors=told)


def _sentence(error: Mapping[str, Any]) -> str:
    """Ours where we have one; a validator's own words; else the library's English."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    known = MESSAGES.get(error["type"])
    return str(known) % error.get("ctx", {}) if known else str(error["msg"])


def _shortened(value: Any) -> str:
    text = "" if value is None or isinstance(value, (dict, list)) else str(value)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
