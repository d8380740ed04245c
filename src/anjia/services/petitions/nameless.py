"""What in a text points to a person: the check of every word of a suggestion (A13-7; frame F2, F3).

Numbers of cases, codes, phones, identity numbers, and the names of those who came for help in that district: of these
only blind indexes are compared. Words of lists of persons are refused as in every text about a household.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under
from anjia.services.codes import WALLED, name_index
from anjia.services.models import Client
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.models import Petition
from anjia.web.guarded import guarded_words

NUMBERS = (
    (re.compile(r"[A-Z]{2}\s*(?:19|20)\d{2}\s*-\s*\d{3,}"), _("案件编号")),
    (re.compile(r"(?<![0-9A-Z])[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(?![0-9A-Z])"), _("查询码")),
    (re.compile(r"(?<!\d)\d{17}[\dX](?!\d)|(?<!\d)\d{15}(?!\d)"), _("证件号码")),
    (re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"), _("电话号码")),
)
_DASHES = str.maketrans(dict.fromkeys("—–−－‐‑_", "-"))
_HAN = re.compile(r"[㐀-鿿·]+")
LONGEST_NAME = 6
FEWEST_SIGNS = 2
MOST_A_DAY = 10


class PointsToSomebody(Refused):
    """A text was refused because of a name: the screen tells the trail, so that nobody asks for names this way."""


def require_nameless(*texts: str, region_path: str, by: Actor) -> None:
    """Raise Refused, saying what it is, where a text points to a person."""
    for text in texts:
        packed = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
        _refuse_numbers(packed)
        _refuse_lists(packed)
    _refuse_names(texts, region_path, by)


def _refuse_numbers(text: str) -> None:
    for pattern, what in NUMBERS:
        found = pattern.search(text)
        if found:
            raise Refused(
                _("文中有%(what)s“%(found)s”。建议只说哪一类事，不说哪一件、哪一个人。")
                % {"what": what, "found": found.group().strip()}
            )


def _refuse_lists(text: str) -> None:
    word = next((word for word in guarded_words()["control"] if word in "".join(text.split())), None)
    if word:
        raise Refused(_("不能写“%(word)s”：不设重点人员或家庭的名单。") % {"word": word})


def _refuse_names(texts: Iterable[str], region_path: str, by: Actor) -> None:
    if by is not SYSTEM and named_today(by) >= MOST_A_DAY:
        raise Refused(_("今天因为姓名退回的次数太多。"), who=_("请另一位督导核对后再写。"))
    known = set(Client.objects.filter(under("region_path", region_path)).values_list("name_index", flat=True)) - {""}
    spoken = _spoken_names(region_path)
    for candidate in _candidates(texts):
        if candidate in spoken or name_index(candidate) in known:
            raise PointsToSomebody(
                _("文中的“%(found)s”可能是一个人的姓名。建议里不写任何人；只是同形的词，也请换个说法。")
                % {"found": candidate}
            )


def _spoken_names(region_path: str) -> set[str]:
    """Guardians and representatives: kept sealed without an index, and few."""
    guardians = Client.objects.filter(under("region_path", region_path), is_under_14=True)
    spokesmen = Petition.objects.filter(under("case__region_path", region_path)).exclude(representatives="")
    names = set(guardians.values_list("guardian", flat=True))
    for lines in spokesmen.values_list("representatives", flat=True):
        names |= {"".join(line.split()) for line in lines.splitlines()}
    return {name for name in names if len(name) >= FEWEST_SIGNS}


def _candidates(texts: Iterable[str]) -> Iterator[str]:
    """Every stretch of two to six Chinese characters, and every name with a dot as a whole; each once, and in order."""
    seen: set[str] = set()
    for text in texts:
        for run in _HAN.findall("".join(unicodedata.normalize("NFKC", text).split())):
            for candidate in (*_with_dot(run), *_stretches(run.replace("·", ""))):
                if candidate not in seen:
                    seen.add(candidate)
                    yield candidate


def _with_dot(run: str) -> Iterator[str]:
    """买买提·艾力: the dotted whole, beginning and ending anywhere within eight signs around its dots."""
    first, last = run.find("·"), run.rfind("·")
    if first < 0:
        return
    for start in range(max(0, first - 8), first):
        for end in range(last + 2, min(len(run), last + 9) + 1):
            yield run[start:end]


def _stretches(run: str) -> Iterator[str]:
    for size in range(FEWEST_SIGNS, LONGEST_NAME + 1):
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


def note_named(by: Actor, region_path: str) -> None:
    """Tell the trail that a text with a name was refused: who wrote it, not what."""
    audit.record(Verb.SUGGEST, None, by=by, after={"named": True}, region_path=region_path, using=WALLED)


def named_today(by: Actor) -> int:
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told = AuditEvent.objects.using(WALLED).filter(actor_id=by.pk, verb=Verb.SUGGEST, at__gte=since)
    return told.filter(object_id__isnull=True).count()
