"""A case's time line, from the trail itself: who did what when, also who read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.models import AuditEvent
from anjia.kernel.workflow import registry
from anjia.services.enums import Verb
from anjia.services.kinds import kind_of
from anjia.services.models import Case
from anjia.services.queries import events_of

# What an event of the shared part is called, by a key of what it holds.
WORDS = {
    "lead": _("指定主办"),
    "member": _("加入团队"),
    "ended": _("离开团队"),
    "barred": _("登记回避"),
    "note": _("写下记录"),
    "said": _("写给本人"),
    "told": _("本人写来"),
    "agreed": _("登记同意"),
    "taken_back": _("撤回同意"),
    "struck": _("划掉一条记录"),
    "material": _("添入材料"),
    "dropped": _("取下一份材料"),
    "task": _("安排要做的事"),
    "done": _("做完一件事"),
    "referral": _("提出转办"),
    "joint": _("约其他单位会商"),
    "extended": _("批准延期"),
    "urgency": _("改动紧急标记"),
    "closed_on": _("办结"),
    "reopened": _("恢复办理"),
    "merged": _("并入一件后来的"),
    "order": _("督办"),
    "answered": _("回复督办"),
    "verdict": _("核查紧急查看"),
    "reason": _("紧急查看"),
    "source": _("收到"),
}


def timeline_of(case: Case) -> list[dict[str, Any]]:
    """Its events in order; one reader's readings of one day are one line."""
    events = list(events_of(case))
    people = {u.pk: u.display_name for u in User.objects.filter(pk__in={e.actor_id for e in events})}
    words, shown, read = WORDS | dict(kind_of(case.kind).words), [], set()
    for event in events:
        key = (event.actor_id, event.at.date())
        if event.verb == Verb.READ:
            if key in read:
                continue
            read.add(key)
        who = people.get(event.actor_id, _("本人") if event.actor_id is None else "")
        shown.append({"at": event.at, "who": who, "label": label_of(event, words), "tone": _tone(event)})
    return shown


def label_of(event: AuditEvent, words: Mapping[str, Any] = WORDS) -> str:
    """What an event is called on the page."""
    if event.verb == Verb.READ:
        return str(_("查看"))
    if event.verb == Verb.ERASE:
        return str(_("清除内容"))
    if "state" in event.after:
        return _state_label(event)
    return str(next((said for key, said in words.items() if key in event.after), _("改动")))


def _state_label(event: AuditEvent) -> str:
    for workflow in registry.values():
        for step in workflow:
            if step.permission == event.verb and _is_step(step, event):
                return str(step.label)
    return str(_("改动"))


def _is_step(step: Any, event: AuditEvent) -> bool:
    return step.target == event.after["state"] and event.before.get("state") in step.source


def _tone(event: AuditEvent) -> str:
    if event.verb == Verb.READ:
        return "calm"
    return "seal" if event.verb == Verb.BREAK_GLASS else "done"
