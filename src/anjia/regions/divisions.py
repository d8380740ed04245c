"""Loading an official table of divisions: set-based, so that a whole country's 620,000 rows go in at once.

Loading the same table twice changes nothing; a changed name is corrected; what the table does not name stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT
from anjia.regions.codes import level_of, padded, parent_code
from anjia.regions.enums import Level, Verb
from anjia.regions.models import Region
from anjia.regions.permissions import require_anywhere

COLUMNS = ("id", "created_at", "updated_at", "version", "parent", "level", "code", "name", "path")
MOST_CHILDREN = 9998
SHOWN = 5


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    created: int
    renamed: int
    unchanged: int


@dataclass
class _Place:
    id: UUID
    path: str
    name: str
    children: int = 0


@transaction.atomic
def load_divisions(rows: Iterable[Mapping[str, str]], *, by: Actor) -> Loaded:
    """Load rows with `code` (4, 6, 9 or 12 digits), `name` and, if given, `level`.

    Raises NotPermitted, or Refused naming the first lines that are wrong; nothing is loaded then.
    """
    refusal = NotPermitted(_("只有系统管理员可以导入行政区划。"), who=_("请联系系统管理员。"))
    require_anywhere(by, Verb.LOAD_DIVISIONS, refusal)
    table = _checked(rows)
    known = _known_places()
    _check_parents(table, known)
    renamed = {code: name for code, name in table.items() if code in known and known[code].name != name}
    _rename({known[code].id: name for code, name in renamed.items()})
    created = _insert([code for code in sorted(table) if code not in known], table, known)
    done = Loaded(created, len(renamed), len(table) - created - len(renamed))
    audit.record(Verb.LOAD_DIVISIONS, None, by=by, after=vars(done))
    return done


def _checked(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    problems: list[str] = []
    for number, row in enumerate(rows, start=2):
        code, name = padded(row["code"]), row["name"].strip()
        problem = _problem(code, name, row.get("level") or "", table)
        if problem:
            problems.append(_("第 %(line)d 行 %(code)s：%(problem)s") % _values(number, row["code"], problem))
        table.setdefault(code, name)
    if problems:
        raise _refused(problems)
    return table


def _values(number: int, code: str, problem: object) -> dict[str, object]:
    return {"line": number, "code": code, "problem": problem}


def _problem(code: str, name: str, level: str, table: Mapping[str, str]) -> object:
    found = level_of(code)
    if found is None or found is Level.GROUP:
        return _("不是正式的区划代码（应为 4、6、9 或 12 位数字，前两位是省份）。")
    if level and level != found:
        return _("代码是“%(found)s”，表中写的级别是“%(level)s”。") % {"found": found.label, "level": level}
    if not name:
        return _("缺少名称。")
    return _("这个代码出现了两次，名称不同。") if table.get(code, name) != name else ""


def _known_places() -> dict[str, _Place]:
    official = Region.objects.exclude(level=Level.GROUP).order_by("path")
    places: dict[str, _Place] = {}
    by_path: dict[str, _Place] = {}
    for pk, code, path, name in official.values_list("pk", "code", "path", "name").iterator(chunk_size=5000):
        places[code] = by_path[path] = _Place(pk, path, name)
        above = by_path.get(path[:-SEGMENT])
        if above:
            above.children = int(path[-SEGMENT:])
    return places


def _check_parents(table: Mapping[str, str], known: Mapping[str, _Place]) -> None:
    orphans = [code for code in table if parent_code(code) and not _stands(parent_code(code), table, known)]
    problems = [
        _("%(code)s %(name)s：上级代码 %(parent)s 不在表中，也没有导入过。")
        % {"code": code, "name": table[code], "parent": parent_code(code)}
        for code in orphans
    ]
    if problems:
        raise _refused(problems)


def _stands(code: str, table: Mapping[str, str], known: Mapping[str, _Place]) -> bool:
    return code in table or code in known


def _refused(problems: list[str]) -> Refused:
    shown = "".join(str(problem) for problem in problems[:SHOWN])
    more = _("共 %(count)d 处。") % {"count": len(problems)} if len(problems) > SHOWN else ""
    return Refused(
        _("区划表没有导入：%(problems)s%(more)s") % {"problems": shown, "more": more},
        who=_("请改正后重新导入。"),
    )


def _rename(names: Mapping[UUID, str]) -> None:
    changed = Region.objects.in_bulk(list(names)) if names else {}
    for pk, region in changed.items():
        region.name, region.updated_at = names[pk], timezone.now()
    Region.objects.bulk_update(changed.values(), ["name", "updated_at"], batch_size=300)


def _insert(codes: list[str], table: Mapping[str, str], known: dict[str, _Place]) -> int:
    now, rows = timezone.now(), []
    cities = [place for place in known.values() if len(place.path) == SEGMENT]
    root = _Place(uuid7(), "", "", max((int(place.path) for place in cities), default=0))
    for code in codes:
        level = level_of(code)
        above = known[parent_code(code)] if level is not Level.CITY else root
        above.children += 1
        if above.children > MOST_CHILDREN:
            raise _refused([_("%(name)s 的下级太多。") % {"name": above.name}])
        place = known[code] = _Place(uuid7(), f"{above.path}{above.children:0{SEGMENT}d}", table[code])
        parent = above.id if above is not root else None
        rows.append((place.id, now, now, 1, parent, level, code, place.name, place.path))
    insert_rows(Region, COLUMNS, rows)
    return len(rows)
