"""The small forms of a list, and a list as a file."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.web.actions import choose_columns, choose_page_size, forget_filter, save_filter
from anjia.web.columns import paper_cell
from anjia.web.context import place_of
from anjia.web.enums import Verb
from anjia.web.exports import MOST_PERSONS, MOST_ROWS, ListPaper, PaperColumn, address_of_asking, formats
from anjia.web.guarded import find_guarded
from anjia.web.models import SavedFilter
from anjia.web.recycling import of_this_request

PAGE_SIZES = (25, 50, 100)


def is_personal(screen: Any) -> bool:
    """Whether what is shown of this list is about persons."""
    return any(column.is_personal for column in screen.shown_columns)


def _back(screen: Any, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"{screen.request.path}?{query}" if query else screen.request.path)


def _columns(screen: Any) -> HttpResponse:
    told = screen.request.POST
    known = {column.key for column in screen.columns}
    wanted = None if "reset" in told else [key for key in told.getlist("column") if key in known]
    choose_columns(screen.list_name, columns=wanted, by=screen.user)
    return _back(screen, screen.request.GET.urlencode())


def _size(screen: Any) -> HttpResponse:
    size = screen.request.POST.get("size", "")
    if size.isdigit() and int(size) in PAGE_SIZES:
        choose_page_size(screen.list_name, size=int(size), by=screen.user)
    return _back(screen, screen.conditions)


def _save(screen: Any) -> HttpResponse:
    save_filter(screen.list_name, name=screen.request.POST.get("name", ""), query=screen.conditions, by=screen.user)
    return _back(screen, screen.conditions)


def _forget(screen: Any) -> HttpResponse:
    own = SavedFilter.objects.filter(user_id=screen.user.pk, list_name=screen.list_name)
    number = screen.request.POST.get("filter", "")
    saved = get_object_or_404(own, pk=number if len(number) == 36 else None)
    forget_filter(saved, by=screen.user)
    removed = of_this_request(screen.user.pk)
    undo = reverse("web:bin_undo", args=[removed.pk]) if removed else ""
    messages.success(screen.request, _("已删除常用筛选“%(name)s”。") % {"name": saved.name}, extra_tags=undo)
    return _back(screen)


def _export(screen: Any) -> HttpResponse:
    """The list as a file, under its present conditions, with the columns chosen."""
    made = formats.get(screen.request.POST.get("format", ""))
    if made is None or not screen.may_export():
        raise NotPermitted(_("您不能导出这个列表。"), who=_("需要时请联系本地管理员为您登记相应角色。"))
    rows, purpose = screen.exportable(screen.get_rows()), _purpose(screen)
    count = rows.count()
    if not count:
        raise Refused(_("按现在的条件列表是空的，没有可导出的内容。"))
    if is_personal(screen) and count > MOST_PERSONS:
        return _hand_over(screen, count, made.ending)
    if count > MOST_ROWS:
        raise Refused(_("一次最多导出 %(most)d 行，请先用筛选条件缩小范围。") % {"most": MOST_ROWS})
    paper = paper_of(screen, rows, purpose)
    _note(screen, made.ending, count, purpose)
    name = f"{paper.title} {timezone.localdate():%Y-%m-%d}.{made.ending}"
    response = HttpResponse(made.render(paper), content_type=made.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _purpose(screen: Any) -> str:
    purpose = screen.request.POST.get("purpose", "").strip()[:200]
    if is_personal(screen) and not purpose:
        raise Refused(_("导出名单必须写明用途。"))
    found = find_guarded(purpose)
    if found:
        raise Refused(_("用途里不能写“%(word)s”。请写明给谁、做什么用。") % {"word": found[0]})
    return purpose


def asking(screen: Any, ending: str = "") -> str:
    """The page on which this list is asked for when it is long; empty where it cannot be."""
    if not (screen.is_asked_for and screen.export_verb and screen.may_export() and is_personal(screen)):
        return ""
    query = f"?{screen.conditions}" if screen.conditions else ""
    return address_of_asking(screen.user, f"{screen.request.path}{query}", ending)


def _hand_over(screen: Any, count: int, ending: str) -> HttpResponse:
    """To the page on which a long list is asked for; without one it is refused."""
    address = asking(screen, ending)
    if not address:
        raise Refused(
            _("名单有 %(count)d 项，超过 %(most)d 项的要由第二个人批准。请用筛选条件缩小范围后再导出。")
            % {"count": count, "most": MOST_PERSONS},
            who=_("也可以请有导出权限的人员提出导出申请。"),
        )
    messages.info(
        screen.request, _("名单超过 %(most)d 项，要由第二个人批准。请写明用途，提交申请。") % {"most": MOST_PERSONS}
    )
    return HttpResponseRedirect(address)


def paper_of(screen: Any, rows: Any, purpose: str) -> ListPaper:
    """The list as it is printed, with the anchor of the trail at this moment."""
    columns = screen.shown_columns
    prepared = screen.prepare(list(rows))
    said = [screen.filters.words() or _("全部"), _("共 %(count)d 项") % {"count": len(prepared)}]
    said += [f"{_('用途：')}{purpose}"] if purpose else []
    stamp = f"{timezone.localtime():%Y-%m-%d %H:%M}　{screen.user}　{_('记录锚点')} {audit.head()[:24]}"
    return ListPaper(
        title=screen.get_paper_title(),
        conditions="　".join(said),
        columns=tuple(PaperColumn(str(c.label), c.share, c.is_figure) for c in columns),
        rows=[[paper_cell(row, column) for column in columns] for row in prepared],
        foot=stamp,
    )


def _note(screen: Any, ending: str, count: int, purpose: str) -> None:
    told = {
        "list": screen.list_name,
        "format": ending,
        "rows": count,
        "columns": [column.key for column in screen.shown_columns],
        "query": screen.conditions,
        "anchor": audit.head(),
    }
    path = getattr(place_of(screen.request), "path", "")
    audit.record(Verb.EXPORT_LIST, None, by=screen.user, after=told, note=purpose, region_path=path)


ACTS: dict[str, Callable[[Any], HttpResponse]] = {
    "columns": _columns,
    "size": _size,
    "save": _save,
    "forget": _forget,
    "export": _export,
}
