"""The API's own document, and what stands nowhere in it."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from anjia.web.api.problems import respond
from anjia.web.api.site import schema
from anjia.web.gate import PUBLIC, SIGNED_IN
from anjia.web.screens import Screen


@lru_cache(maxsize=1)
def _document() -> dict[str, object]:
    return schema()


class SchemaView(View):
    """The OpenAPI document: what can be asked is no secret."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse(_document(), json_dumps_params={"ensure_ascii": False})


@method_decorator(csrf_exempt, name="dispatch")
class NowhereView(View):
    """Any other address below the API."""

    permission = PUBLIC

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return respond(404)


class ReferenceView(Screen):
    """The operations for people who write programs: from the same document, without foreign scripts."""

    permission = SIGNED_IN
    template_name = "web/api_reference.html"
    heading = _("接口说明")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections: dict[str, list[dict[str, Any]]] = {}
        paths: Any = _document()["paths"]
        for path, methods in paths.items():
            for method, operation in methods.items():
                line = {"method": method.upper(), "path": path, "text": operation["summary"]}
                line["is_open"] = "security" not in operation
                sections.setdefault(operation["tags"][0], []).append(line)
        return super().get_context_data(sections=sections, **kwargs)
