"""Lists that leave the system after a second person's word: the list's own screen says what stands on them.

A request keeps the list's address, its conditions, columns and kind of file; the job opens the same screen as the
person who asked, so that the file is the list they saw, as far as their right reaches that day (domain B11).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region
from anjia.regions.place import SESSION_KEY
from anjia.web.columns import chosen_columns
from anjia.web.exports import MOST_PERSONS
from anjia.web.gate import match_at, permission_of
from anjia.web.screens import ListScreen

SECOND_PERSON_ABOVE = MOST_PERSONS


def match_of(address: str) -> ResolverMatch | None:
    """The list at an address of this site; None where there is no list that a long export is asked of."""
    try:
        match = match_at(address)
    except Resolver404:
        return None
    screen = getattr(match.func, "view_class", None)
    is_list = isinstance(screen, type) and issubclass(screen, ListScreen)
    return match if is_list and screen.export_verb and screen.is_asked_for and not screen.no_export else None


def open_list(match: ResolverMatch, query: str, place: Region, by: Actor) -> Any:
    """The list's screen as the person sees it in a place. Raises NotPermitted where it is closed to them."""
    verb = permission_of(match.func, match.view_name)
    screen: Any = match.func.view_class()  # type: ignore[attr-defined]
    if not by.scopes(str(verb)) or not by.may(screen.export_verb, place.path):
        raise NotPermitted(_("您不能导出这个列表。"), who=_("需要时请联系本地管理员为您登记相应角色。"))
    request: Any = HttpRequest()
    request.method, request.GET = "GET", QueryDict(query)
    request.user, request.session, request.resolver_match = by, {SESSION_KEY: place.path}, match
    screen.setup(request, *match.args, **match.kwargs)
    return screen


def open_named(
    name: str, arguments: Mapping[str, str], query: str, place: Region, by: Actor, columns: Sequence[str] | None = None
) -> Any:
    """The same by the list's URL name and what its path wants, with these columns or the person's own choice."""
    try:
        match = match_of(reverse(name, kwargs=dict(arguments)))
    except NoReverseMatch:
        match = None
    if match is None:
        raise NotPermitted(_("这个列表不能提出导出申请。"), who=_("请从列表页面的“导出”进入。"))
    screen = open_list(match, query, place, by)
    if columns is not None:
        screen.shown_columns = chosen_columns(screen.get_columns(), columns)
    return screen


def rows_of(screen: Any) -> Any:
    """What may leave of the list under its conditions."""
    return screen.exportable(screen.get_rows())
