"""What people are told about notices and objections: places, figures and days."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import Note, tell, tell_each
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders, holders_by_place
from anjia.kernel.permissions import Actor
from anjia.notices.enums import Finding, Verb
from anjia.notices.models import Objection, PublicNotice

DEADLINE = _("公示和答复的期限由规定确定，关系到程序是否有效。")
OBJECTED = Kind(
    "notices.objection_filed",
    _("收到异议"),
    _("有人对公示提出异议时，告知负责核实的人。"),
    title=_("%(place)s的公示收到一条异议"),
    detail=_("请在 %(day)s 前核实答复"),
    duty=DEADLINE,
)
ANSWERED = Kind(
    "notices.objection_answered",
    _("异议已答复"),
    _("本村（社区）公示的异议有了结论时。"),
    title=_("%(place)s公示的一条异议已答复：%(finding)s"),
    detail=_("公示页面已按结论更新"),
)
ENDED = Kind(
    "notices.ended",
    _("公示期满"),
    _("公示的最后一天结束时。"),
    title=_("%(place)s的公示已期满"),
    detail=_("公示 %(n)d 户；没有未办结异议的家庭可以列入命名决定"),
    duty=DEADLINE,
)
RESTARTED = Kind(
    "notices.restarted",
    _("公示重新计算"),
    _("网站中断超过规定时间，公示期重新计算时。"),
    title=_("%(place)s的公示重新计算，到 %(day)s 为止"),
    detail=_("网站曾经打不开，公示期从恢复时重新算起"),
    duty=DEADLINE,
)
register(OBJECTED, ANSWERED, ENDED, RESTARTED)


def tell_objected(objection: Objection) -> None:
    """Tell those who look into it. The village is not told who objected, nor before there is a finding."""
    region = objection.notice.region
    tell(
        holders(region.path, verb=Verb.INVESTIGATE),
        OBJECTED.name,
        key=str(objection.pk),
        url=reverse("notices:objection_answer", args=[objection.pk]),
        facts={"place": region.name, "day": objection.due_on},
    )


def tell_answered(objection: Objection, *, by: Actor) -> None:
    """Tell the village what follows for its notice."""
    region = objection.notice.region
    tell(
        holders(region.path, verb=Verb.PUBLISH),
        ANSWERED.name,
        key=str(objection.pk),
        url=_page(objection.notice),
        facts={"place": region.name, "finding": Finding(objection.finding).label},
        but=by,
    )


def tell_ended(notices: Iterable[PublicNotice]) -> None:
    """Tell the villages and the town that names."""
    notices = list(notices)
    paths = {notice.region.path for notice in notices}
    village, town = holders_by_place(paths, verb=Verb.PUBLISH), holders_by_place(paths, verb=Verb.INVESTIGATE)
    notes = [
        Note(
            village[n.region.path] + town[n.region.path], str(n.pk), _page(n), {"place": n.region.name, "n": n.families}
        )
        for n in notices
    ]
    tell_each(notes, ENDED.name)


def tell_restarted(notice: PublicNotice, ends_on: date) -> None:
    tell(
        holders(notice.region.path, verb=Verb.PUBLISH),
        RESTARTED.name,
        key=f"{notice.pk}:{notice.restarts + 1}",
        url=_page(notice),
        facts={"place": notice.region.name, "day": ends_on},
    )


def _page(notice: PublicNotice) -> str:
    return reverse("notices:notice_detail", args=[notice.pk])
