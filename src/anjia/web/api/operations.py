"""Operations that say who may call them, as screens do: without a permission they cannot be declared (architecture 2).

A path's view carries `permissions`, method by method, which the gate reads; so the API stands in the same matrix.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_smart_ratelimit.key_functions import get_ip_key
from ninja import Router
from ninja.constants import NOT_SET
from ninja.operation import Operation, PathView
from ninja.security import HttpBearer

from anjia.kernel.exceptions import Refused
from anjia.web.api.problems import CONTENT_TYPE, respond
from anjia.web.gate import PUBLIC, Open
from anjia.web.limits import Limit
from anjia.web.once import answer_once

KEY_HEADER = "Idempotency-Key"
KEY_LENGTH = 200
PROBLEM = {
    "description": "not carried out: the body says why",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
KEY_PARAMETER = {
    "in": "header",
    "name": KEY_HEADER,
    "required": False,
    "description": "the same key with the same body is carried out once and answered alike for two days",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": r"^[\x21-\x7e]+$"},
}


def _file(media_type: str) -> dict[int, Any]:
    """An answer that is a file; it is not kept for a repeated request."""
    return {
        200: {"description": "the file", "content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}
    }


class Token(HttpBearer):
    """`Authorization: Bearer …`. Who it is was settled before the gate; here it stands for the schema."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.user if request.user.is_authenticated else None


class ApiOperation(Operation):
    """One method of one path."""

    permission: Open | str
    limit: Limit | None = None
    keeps: bool = True

    def clone(self) -> "ApiOperation":
        cloned: Any = super().clone()
        cloned.permission, cloned.limit, cloned.keeps = self.permission, self.limit, self.keeps
        return cloned

    def run(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        refused = self._wrong_type(request)
        if refused is not None:
            return refused
        try:
            return self._run_once(request, **kwargs)
        except Refused as refusal:
            return self.api.on_exception(request, refusal)
        except RequestDataTooBig:
            return respond(413)

    def _wrong_type(self, request: HttpRequest) -> HttpResponse | None:
        sources = {model.__ninja_param_source__ for model in self.models}
        wanted = "multipart/form-data" if "file" in sources else "application/json" if "body" in sources else ""
        return respond(415) if wanted and request.content_type != wanted else None

    def _run_once(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(KEY_HEADER)
        if key is None or self.methods != ["POST"] or not self.keeps:
            return super().run(request, **kwargs)
        if not key.isascii() or not key.isprintable() or " " in key or not 0 < len(key) <= KEY_LENGTH:
            raise Refused(_("幂等键须是不超过 200 个字符的可见 ASCII 字符。"))
        body = hashlib.sha256(f"{request.path_info}\n".encode() + request.body).hexdigest()
        scope = getattr(request.user, "lent", None) or get_ip_key(request)
        act = super().run
        return answer_once(
            uuid5(NAMESPACE_URL, f"{scope} {key}"), request.user.pk, body, lambda: act(request, **kwargs)
        )


class ApiPathView(PathView):
    """All methods of one path."""

    def add_operation(self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any) -> Any:
        operation = ApiOperation(path, methods, view_func, **options)
        self.operations.append(operation)
        return operation

    def clone(self) -> "ApiPathView":
        cloned = ApiPathView()
        cloned.operations = [operation.clone() for operation in self.operations]
        return cloned

    def get_view(self) -> Callable[..., Any]:
        view = super().get_view()
        view.permissions = {op.methods[0]: op.permission for op in self.operations}
        view.limits = {op.methods[0]: op.limit for op in self.operations if op.limit}
        view.names = {op.methods[0]: op.url_name for op in self.operations}
        return view

    def _not_allowed(self) -> HttpResponse:
        response = respond(405)
        response["Allow"] = ", ".join(sorted(op.methods[0] for op in self.operations))
        return response


class ApiRouter(Router):
    """The operations of one slice: `@router.get("/…", permission=Verb.VIEW, answer=…)`."""

    def get(self, path: str, **options: Any) -> Any:
        return self._offer("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self._offer("POST", path, **options)

    def put(self, path: str, **options: Any) -> Any:
        return self._offer("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self._offer("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self._offer("DELETE", path, **options)

    def _offer(
        self,
        method: str,
        path: str,
        *,
        permission: Open | str,
        answer: Any = None,
        status: int = 200,
        limit: Limit | None = None,
        file: str = "",
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        documented: dict[str, Any] = {"responses": {"4XX": PROBLEM, **(_file(file) if file else {})}}
        if method == "POST" and not file:
            documented["parameters"] = [KEY_PARAMETER]

        def register(view: Callable[..., Any]) -> Callable[..., Any]:
            paths: Any = self.path_operations
            operation = paths.setdefault(path, ApiPathView()).add_operation(
                path,
                [method],
                view,
                auth=None if permission is PUBLIC else Token(),
                response=NOT_SET if file else {status: answer},
                operation_id=view.__name__,
                url_name=view.__name__,
                summary=(view.__doc__ or view.__name__).strip().splitlines()[0],
                openapi_extra=documented,
            )
            operation.permission, operation.limit, operation.keeps = permission, limit, not file
            return view

        return register
