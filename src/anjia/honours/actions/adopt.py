"""Titles of earlier years from a list: a district begins in mid-year (issue 3; domain A5-8, A11, F5).

Adopted decisions stand as they were on paper: nobody signs, voids or prints them here as our own.
"""

import base64
import uuid
from collections.abc import Mapping
from pathlib import PurePath

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import adopt_number, store_file, take_block
from anjia.honours.actions.sign import verify_codes
from anjia.honours.adoption import TITLES, AdoptedRow, preview_of
from anjia.honours.enums import AdoptionState, DecisionState, TitleKind, TitleState, Verb
from anjia.honours.kinds import of
from anjia.honours.models import NamingDecision, Title, TitleAdoption
from anjia.honours.permissions import FILE_KIND
from anjia.honours.terms import term
from anjia.honours.workflow import ADOPTION, DECISION
from anjia.households.actions import register_households
from anjia.households.permissions import Following
from anjia.households.roster import find_headers, read_workbook
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import SEGMENT
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level
from anjia.regions.models import Region

NO_HEADER = _("没有找到表头。请检查表中是否有“户主姓名”“发文字号”“命名日期”“同意参加”等列名，或下载样例照填。")
NOTHING = _("没有可以录入的称号：各行都已录入、没有同意参加，或者有错误。请按提示改正后重新上传。")
DIFFERS = _("在您核对之后有了变化，要录入的户数已不同。请再看一遍预览后确认。")
COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "decision", "region", "kind", "state", "head_name",
    "serial", "verify_code", "granted_on", "review_due_on", "valid_to", "adoption_id",
)  # fmt: skip
TOWN = Level.TOWN.depth * SEGMENT


@transaction.atomic
def upload_titles(data: bytes, *, name: str, region: Region, issuing_organ: str, by: Actor) -> TitleAdoption:
    """Take a list in, sealed. Raises Refused where it cannot be read, NotPermitted outside the scope."""
    require(by, Verb.ADOPT, region.path)
    if not find_headers(read_workbook(data, name), None, TITLES):
        raise Refused(NO_HEADER)
    batch = TitleAdoption.objects.create(
        region=region,
        file_name=PurePath(name.replace("\\", "/")).name[:120],
        issuing_organ=issuing_organ.strip(),
        content=base64.b64encode(data).decode(),
        uploaded_by_id=by.pk,
    )
    audit.record(Verb.ADOPT, batch, by=by, after={"state": batch.state}, region_path=region.path)
    return batch


def choose_title_columns(batch: TitleAdoption, *, columns: Mapping[str, Mapping[str, str]], by: Actor) -> TitleAdoption:
    """Keep what the user said of each header. Raises Conflict once the list is confirmed."""
    require(by, Verb.ADOPT, batch.region.path)
    if not TitleAdoption.objects.filter(pk=batch.pk, state=AdoptionState.UPLOADED).update(columns=dict(columns)):
        raise Conflict(_("这次录入已经确认或放弃，不能再改。请刷新后查看。"))
    batch.refresh_from_db()
    return batch


@transaction.atomic
def discard_adoption(batch: TitleAdoption, *, by: Actor) -> TitleAdoption:
    """Give a list up: its file is destroyed."""
    return advance(batch, ADOPTION["discard"], by=by, set={"content": ""})


@transaction.atomic
def confirm_adoption(batch: TitleAdoption, *, by: Actor, expected: int | None = None) -> TitleAdoption:
    """Enter the decisions, their numbers, the new families with asserted consents, and the titles; all or nothing.

    The list is read again under the place's lock; Conflict where it gives another number of titles than `expected`.
    """
    require(by, Verb.ADOPT, batch.region.path)
    list(Region.objects.select_for_update().filter(path=batch.region.path[:TOWN]))
    seen = preview_of(batch)
    if not seen.rows:
        raise Refused(NOTHING)
    if expected is not None and len(seen.rows) != expected:
        raise Conflict(DIFFERS)
    told = {"adopted_at": timezone.now(), "summary": seen.figures, "content": ""}
    adopted = advance(batch, ADOPTION["confirm"], by=by, set=told)
    families = _families(adopted, seen.rows, by)
    decisions = _decisions(adopted, seen.rows, by)
    _grant(adopted, seen.rows, families, decisions, by)
    return adopted


def _families(batch: TitleAdoption, rows: tuple[AdoptedRow, ...], by: Actor) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
    """The family of each row; those the registry does not know are entered once."""
    known = {row.family: row.household_id for row in rows if row.household_id}
    fresh = {row.family: row for row in rows if row.family not in known}
    publishing = {row.family for row in rows if row.publishes}
    places = [at for at, family in enumerate(fresh) if family in publishing]
    made = register_households(
        [(row.group, row.head_name) for row in fresh.values()],
        places,
        batch_id=batch.pk,
        by=Following(by, batch.region.path),
    )
    return known | {family: household.pk for family, household in zip(fresh, made, strict=True)}


def _decisions(batch: TitleAdoption, rows: tuple[AdoptedRow, ...], by: Actor) -> dict[str, uuid.UUID]:
    """The decision of each number; new ones are entered as they were on paper."""
    found: dict[str, uuid.UUID] = {}
    for number in {row.number: None for row in rows}:
        mine = [row for row in rows if row.number == number]
        if mine[0].decision_id:
            found[str(number)] = mine[0].decision_id
            kept = NamingDecision.objects.filter(pk=mine[0].decision_id)
            kept.update(families=F("families") + len(mine))
        else:
            found[str(number)] = _adopt(batch, mine, by).pk
    return found


def _adopt(batch: TitleAdoption, rows: list[AdoptedRow], by: Actor) -> NamingDecision:
    first = rows[0]
    rules = of(first.kind)
    # As many levels as the decision's own: a town's stands with the town, the district's with the district.
    path = common_path([row.group.path for row in rows])[: rules.level.depth * SEGMENT]
    place = Region.objects.get(path=path)
    decision = NamingDecision.objects.create(
        region=place,
        kind=first.kind,
        title=f"关于命名“{rules.honour}”的决定",
        issuing_organ=first.organ,
        families=len(rows),
        adoption_id=batch.pk,
    )
    line = adopt_number(first.number, subject=decision.title, object_id=decision.pk, by=by, region_path=place.path)
    told = {"number_id": line.pk, "number_text": str(line), "issued_on": first.named_on}
    return advance(decision, DECISION["adopt"], by=Following(by, place.path), set=told)


def common_path(paths: list[str]) -> str:
    """The town that holds all of the paths, or the lowest place above several towns."""
    shared = paths[0][:TOWN]
    while not all(path.startswith(shared) for path in paths):
        shared = shared[:-SEGMENT]
    return shared


def _grant(
    batch: TitleAdoption,
    rows: tuple[AdoptedRow, ...],
    families: Mapping[tuple[uuid.UUID, str], uuid.UUID],
    decisions: Mapping[str, uuid.UUID],
    by: Actor,
) -> None:
    """Titles with the terms of their day; those without a serial of their own get one of ours."""
    now, serials = timezone.now(), _serials(rows)
    terms = {day: term(day) for day in {row.named_on for row in rows}}
    titles = [
        (
            uuid7(), now, now, 1, families[row.family], decisions[str(row.number)], row.group.pk,
            row.kind, TitleState.VALID, row.head_name, serial, code, row.named_on,
            *terms[row.named_on], batch.pk,
        )
        for row, serial, code in zip(rows, serials, verify_codes(len(rows)), strict=True)
    ]  # fmt: skip
    insert_rows(Title, COLUMNS, titles)
    entries = [(title[0], row.group.path, None, {"serial": title[10]}) for title, row in zip(titles, rows, strict=True)]
    audit.record_many(Verb.ADOPT, Title._meta.label_lower, entries, by=by)


def _serials(rows: tuple[AdoptedRow, ...]) -> list[str]:
    """The serials of paper; where there is none, the next of our own of that year."""
    missing: dict[tuple[TitleKind, int], list[int]] = {}
    for at, row in enumerate(rows):
        if not row.serial:
            missing.setdefault((row.kind, row.named_on.year), []).append(at)
    given: dict[int, str] = {}
    for (kind, year), places in missing.items():
        rules = of(kind)
        given |= zip(places, rules.serials(year, take_block(rules.series, year, len(places))), strict=True)
    return [row.serial or given[at] for at, row in enumerate(rows)]


@transaction.atomic
def attach_scan(decision: NamingDecision, data: bytes, *, name: str, by: Actor) -> NamingDecision:
    """File the scan of an adopted decision; a later one stands beside the one before. Refused for our own decisions."""
    require(by, Verb.ADOPT, decision.region.path)
    if decision.state != DecisionState.ADOPTED:
        raise Refused(_("在本系统签发的决定已有公文，不用再附扫描件。"))
    stored = store_file(
        data, name=name, kind=FILE_KIND, region_path=decision.region.path, by=by, replaces=decision.pdf_file_id
    )
    NamingDecision.objects.filter(pk=decision.pk).update(pdf_file_id=stored.pk)
    decision.refresh_from_db()
    return decision
