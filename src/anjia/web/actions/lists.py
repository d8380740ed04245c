"""How somebody likes a list: its columns, its length, and the filters kept under a name (experience 18)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.web.models import ListChoice, SavedFilter
from anjia.web.recycling import Restorable, discard, register

MOST_FILTERS = 12
FILTER_KIND = "web.filter"


def choose_columns(list_name: str, *, columns: Sequence[str] | None, by: Actor) -> ListChoice:
    """Remember the columns of a list; None goes back to those it begins with."""
    return _choose(list_name, by, columns=list(columns) if columns is not None else None)


def choose_page_size(list_name: str, *, size: int, by: Actor) -> ListChoice:
    """Remember how many rows a page of a list holds."""
    return _choose(list_name, by, page_size=size)


def _choose(list_name: str, by: Actor, **values: Any) -> ListChoice:
    choice, _made = ListChoice.objects.update_or_create(user_id=by.pk, list_name=list_name, defaults=values)
    return choice


@transaction.atomic
def save_filter(list_name: str, *, name: str, query: str, by: Actor) -> SavedFilter:
    """Keep a list's conditions under a name; the same name again replaces them.

    Raises Refused without a name, without a condition, or where there are enough.
    """
    name = name.strip()
    if not name:
        raise Refused(_("请给常用筛选起一个名字。"))
    if not query:
        raise Refused(_("列表现在没有筛选条件，没有可以保存的内容。"))
    kept = SavedFilter.objects.filter(user_id=by.pk, list_name=list_name)
    if kept.exclude(name=name).count() >= MOST_FILTERS:
        raise Refused(_("每个列表最多保存 %(most)d 个常用筛选，请先删除不用的。") % {"most": MOST_FILTERS})
    saved, _made = SavedFilter.objects.update_or_create(
        user_id=by.pk, list_name=list_name, name=name[:20], defaults={"query": query[:500]}
    )
    return saved


@transaction.atomic
def forget_filter(saved: SavedFilter, *, by: Actor) -> None:
    """Drop a filter one kept oneself."""
    if saved.user_id != by.pk:
        raise Refused(_("只能删除自己保存的常用筛选。"))
    kept = {"list_name": saved.list_name, "name": saved.name, "query": saved.query}
    discard(FILTER_KIND, title=saved.name, content=kept, by=by)
    saved.delete()


def _restore_filter(content: dict[str, Any], by: Any) -> str:
    same = {"user_id": by.pk, "list_name": content["list_name"], "name": content["name"]}
    if SavedFilter.objects.filter(**same).exists():
        raise Refused(_("已经有一个同名的常用筛选。请先删除它，再恢复这一个。"))
    saved = save_filter(content["list_name"], name=content["name"], query=content["query"], by=by)
    try:
        return f"{reverse(saved.list_name)}?{saved.query}"
    except NoReverseMatch:
        return reverse("web:bin")


register(Restorable(FILTER_KIND, _("常用筛选"), "", _restore_filter))
