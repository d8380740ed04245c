"""The API itself: made of what the slices' `apps.py` named, once all are ready; errors leave as problem details."""

import json
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from anjia.kernel.exceptions import Refused
from anjia.web.api.problems import PREFIX, Invalid, Problem, of_fields, of_refusal, of_validation, respond
from anjia.web.api.reading import PlainParser
from anjia.web.api.registry import routers

ABOUT = """Programs do what people do on the pages: the same actions, the same permissions, the same refusals.

A token (`Authorization: Bearer …`) acts for one role of one person in one place, and for no more than was chosen when
it was made. What lies outside looks absent (404). Names are shown as on the pages, phone numbers masked; there is no
operation that reveals one. `Accept-Language: en` asks for English sentences."""


class Api(NinjaAPI):
    """Validation errors keep the value that was sent, so that the answer can name it."""

    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> ValidationError:
        errors = []
        for context in error_contexts:
            errors += [_placed(e, context.model) for e in context.pydantic_validation_error.errors(include_url=False)]
        return ValidationError(errors)

    def _get_urls(self) -> list[Any]:
        return [path for router in self._get_bound_routers() for path in router.urls_paths(router.prefix)]


def _placed(error: Any, model: Any) -> dict[str, Any]:
    where = model.__ninja_flatten_map_reverse__.get(error["loc"], error["loc"])
    source = model.__ninja_param_source__
    # The whole body is one argument of ours, whose name says nothing to the caller.
    return {**error, "loc": (source, *(where[1:] if source == "body" else where))}


api = Api(
    title="安家 Anjia",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    parser=PlainParser(),
    docs_url=None,
    openapi_url=None,
)


for _router, _tag in routers:
    api.add_router("", import_string(_router), tags=[_tag])


def schema() -> dict[str, Any]:
    """The OpenAPI document as plain data."""
    document = api.get_openapi_schema(path_prefix=PREFIX.strip("/"))
    document["components"]["schemas"].update(_schemas_of_problem())
    plain: dict[str, Any] = json.loads(json.dumps(document))
    return plain


def _schemas_of_problem() -> dict[str, Any]:
    found = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    return {**found.pop("$defs"), "Problem": found}


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return of_refusal(refusal)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return of_validation(error.errors)


@api.exception_handler(Invalid)
def _not_taken(request: HttpRequest, error: Invalid) -> HttpResponse:
    return of_fields(error.errors)


@api.exception_handler(FieldError)
def _not_valid(request: HttpRequest, error: FieldError) -> HttpResponse:
    return of_fields([{"field": "body", "value": "", "message": message} for message in error.messages])


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return respond(404)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return respond(error.status_code)
