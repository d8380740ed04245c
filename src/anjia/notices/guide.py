"""The steps of a rehearsal that are notices."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.kernel.scope import SEGMENT
from anjia.notices.enums import NoticeState, Verb
from anjia.notices.models import PublicNotice
from anjia.programmes.guide import GuideStep, find_steps
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region


def steps(user: Any, cycle: ProgrammeCycle) -> list[GuideStep]:
    """Putting it up, and letting its days go by; one village after the other where a town rehearses."""
    notices = list(PublicNotice.objects.filter(cycle=cycle).order_by("pk"))
    running = next((notice for notice in notices if notice.state == NoticeState.RUNNING), None)
    over = any(notice.state == NoticeState.ENDED for notice in notices)
    return [_put_up(user, cycle, bool(notices)), _run(user, running, over)]


def _put_up(user: Any, cycle: ProgrammeCycle, is_up: bool) -> GuideStep:
    waiting = Candidacy.objects.filter(cycle=cycle, state=CandidacyState.APPROVED).order_by()
    paths = list(waiting.values_list("region__path", flat=True))
    village = _village(user, paths)
    detail = ngettext("%(n)d 户等待公示", "%(n)d 户等待公示", len(paths)) % {"n": len(paths)} if paths else ""
    return GuideStep(
        title=_("张贴公示"),
        detail=detail or _("看看名单会怎样显示；公众看不到这次公示。"),
        url=reverse("notices:notice_publish", args=[village.pk]) if village else "",
        act=_("去张贴"),
        is_done=is_up and not paths,
    )


def _village(user: Any, paths: list[str]) -> Region | None:
    end = Level.VILLAGE.depth * SEGMENT
    mine = sorted({path[:end] for path in paths if user.may(Verb.PUBLISH, path[:end])})
    return Region.objects.filter(path=mine[0]).first() if mine else None


def _run(user: Any, running: PublicNotice | None, over: bool) -> GuideStep:
    detail = _("按“下一个工作日”快进，到期后公示期满。打印一张带水印的海报看看。")
    if running is not None and running.ends_on is not None:
        detail = _("公示到 %(day)s。按“下一个工作日”快进。") % {"day": f"{running.ends_on:%Y-%m-%d}"}
    return GuideStep(
        title=_("公示期满"),
        detail=detail,
        url=reverse("notices:notice_detail", args=[running.pk]) if running else "",
        act=_("看公示"),
        is_done=over and running is None,
    )


find_steps(20, steps)
