"""A case comes in: from anybody by themselves, or taken down by staff, who pass it on and keep no access."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.walled import note, walled
from anjia.services.codes import WALLED, code_for, hash_of, name_index, phone_index
from anjia.services.enums import Channel, Given, Purpose, Source, Topic, Verb
from anjia.services.kinds import kind_of
from anjia.services.messages import nudge
from anjia.services.models import Case, CaseNumber, Client, ClientConsent


@dataclass(frozen=True)
class Told:
    """What somebody said: who they are, how to reach them safely, what happened. `further` is for the kind.

    `given`, `given_on`: how and when they consented, where it was not now, by a tick or by word.
    """

    name: str
    summary: str
    topic: str
    phone: str = ""
    channel: str = Channel.CODE
    hours: str = ""
    is_under_14: bool = False
    guardian: str = ""
    consents: bool = False
    given: str = ""
    given_on: date | None = None
    further: Mapping[str, Any] = field(default_factory=dict)


@walled
def take_in(
    kind: str,
    region: Region,
    told: Told,
    *,
    source: str,
    token: str,
    by: Actor = SYSTEM,
    received_on: date | None = None,
) -> Case:
    """Open a case. The code to follow it is `codes.code_for(token)`; sent twice, it is one case.

    `by` is SYSTEM where the person wrote it. Raises Refused, or NotPermitted for staff without the right.
    """
    if by is not SYSTEM:
        require(by, Verb.TAKE_IN, region.path)
    day = received_on or timezone.localdate()
    _check(region, told, source, day)
    digest = hash_of(code_for(token))
    try:
        with transaction.atomic(using=WALLED):
            case = _open(kind, region, told, source, digest, by, day)
    except IntegrityError:
        return Case.objects.get(code_hash=digest)
    kind_of(kind).begin(case, told.further, by, day)
    note(Verb.TAKE_IN, case, by=by, kind=kind, source=source)
    nudge(list(holders(region.path, verb=Verb.ASSIGN)))
    return case


def _check(region: Region, told: Told, source: str, day: date) -> None:
    if region.level not in {Level.VILLAGE, Level.TOWN, Level.COUNTY}:
        raise Refused(_("请选择村（社区）、乡镇（街道）或区县。"))
    if told.topic not in Topic.values or source not in Source.values or told.channel not in Channel.values:
        raise Refused(_("请从列表里选择。"))
    if not told.name.strip() or not told.summary.strip():
        raise Refused(_("请写明怎么称呼和发生了什么事。"))
    if told.is_under_14 and not told.guardian.strip():
        raise Refused(
            _("当事人不满十四周岁，须写明监护人。"),
            who=_("找不到监护人，或监护人就是伤害的人时，请马上拨打110或12338。"),
        )
    _check_channel(told)
    if not told.consents:
        raise Refused(_("没有当事人同意，不能登记。"), who=_("不愿登记也能得到帮助：请拨打12338，可以不说姓名。"))
    if day > timezone.localdate():
        raise Refused(_("收到的日子不能晚于今天。"))


def _check_channel(told: Told) -> None:
    if told.channel == Channel.PHONE and not told.phone.strip():
        raise Refused(_("选择打电话联系的，请留下电话。"))
    if told.channel == Channel.TRUSTED and not (told.phone.strip() and told.hours.strip()):
        raise Refused(_("选择通过信任的人联系的，请写明那个人的电话，和是谁、什么时候方便。"))


def _open(kind: str, region: Region, told: Told, source: str, digest: str, by: Actor, day: date) -> Case:
    client = Client.objects.create(
        region_path=region.path,
        name=told.name.strip(),
        name_index=name_index(told.name),
        phone=told.phone.strip(),
        phone_index=phone_index(told.phone),
        channel=told.channel,
        hours=told.hours.strip(),
        is_under_14=told.is_under_14,
        guardian=told.guardian.strip() if told.is_under_14 else "",
    )
    given = told.given or (Given.ONLINE if by is SYSTEM else Given.SPOKEN)
    given_on = told.given_on or day
    purposes = [Purpose.HANDLE, *([Purpose.GUARDIAN] if told.is_under_14 else [])]
    for purpose in purposes:
        ClientConsent.objects.create(
            client=client, purpose=purpose, given=given, given_on=given_on, recorded_by_id=by.pk
        )
    return Case.objects.create(
        kind=kind,
        number=draw_number(kind, day.year),
        client=client,
        region_id=region.pk,
        region_path=region.path,
        topic=told.topic,
        summary=told.summary.strip(),
        source=source,
        code_hash=digest,
        received_on=day,
        taken_by_id=by.pk,
    )


def draw_number(kind: str, year: int) -> str:
    """The next number of a kind and a year: `XF2026-0012`. Its row is locked until the case stands."""
    CaseNumber.objects.get_or_create(kind=kind, year=year)
    counter = CaseNumber.objects.filter(kind=kind, year=year)
    counter.update(last=F("last") + 1)
    return f"{kind_of(kind).prefix}{year}-{counter.get().last:04d}"
