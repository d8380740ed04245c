"""The forms of a cycle in their order: where each is printed, where it is typed in (experience 24)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from anjia.console.paper import blanks
from anjia.documents.enums import PaperKind
from anjia.documents.papers import PaperForm
from anjia.evaluations.enums import CandidacyState, Step, Verb
from anjia.evaluations.models import Candidacy
from anjia.evaluations.quorum import rules_on
from anjia.households.models import Household
from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import full_names_of, household_total_of

Build = Callable[[Region, ProgrammeCycle, str, str], Iterator[PaperForm]]
LOCAL = (Level.GROUP, Level.VILLAGE)


@dataclass(frozen=True)
class Kind:
    """One form: `verb` is held by whoever types it in; `build(region, cycle, place, url)` gives its papers.

    A form without `build` is printed elsewhere (`print_url`); `type_url` names the page where it is typed in.
    """

    key: str
    verb: str
    levels: tuple[str, ...]
    type_url: str
    build: Build | None = None
    print_url: str = ""

    @property
    def title(self) -> str | Promise:
        return PaperKind(self.key).label

    def address(self) -> str:
        return reverse(self.type_url)


def groups_of(region: Region) -> list[Region]:
    """The group itself, or those of a village."""
    return [region] if region.level == Level.GROUP else list(region.children.select_related("parent").order_by("path"))


def families_of(group: Region) -> list[Household]:
    return list(Household.objects.filter(region=group, is_active=True).order_by("head_name", "pk"))


def _names(region: Region) -> str:
    return full_names_of([region.path])[region.path]


def _applications(region: Region, cycle: ProgrammeCycle, place: str, url: str) -> Iterator[PaperForm]:
    for group in groups_of(region):
        listed = Household.objects.filter(region=group, is_active=True).prefetch_related("members")
        for family in listed.order_by("head_name", "pk"):
            yield blanks.application(family, _names(group), url)


def _rolls(region: Region, cycle: ProgrammeCycle, place: str, url: str) -> Iterator[PaperForm]:
    rules = rules_on(timezone.localdate())
    for group in groups_of(region):
        total = household_total_of(group)
        least = "全组总户数还没有登记，请先登记，才能算法定户数。"
        if total:
            least = f"法定到会至少 {rules.needed(total.households)} 户（全组的{rules.quorum.shown}）。"
        yield blanks.roll(families_of(group), _names(group), url, least)


def _tallies(region: Region, cycle: ProgrammeCycle, place: str, url: str) -> Iterator[PaperForm]:
    rules = rules_on(timezone.localdate())
    for group in groups_of(region):
        yield blanks.tally(families_of(group), _names(group), url, rules)


def _minutes(region: Region, cycle: ProgrammeCycle, place: str, url: str) -> Iterator[PaperForm]:
    for group in groups_of(region):
        yield blanks.minutes(_names(group), url)


def _blank(form: Callable[[str, str], PaperForm]) -> Build:
    def build(region: Region, cycle: ProgrammeCycle, place: str, url: str) -> Iterator[PaperForm]:
        yield form(place, url)

    return build


def _opinions(
    state: str, title: str, region: Region, cycle: ProgrammeCycle, place: str, url: str
) -> Iterator[PaperForm]:
    waiting = Candidacy.objects.filter(under("region__path", region.path), cycle=cycle, state=state)
    listed = waiting.select_related("household", "region").order_by("region__path", "household__head_name", "pk")
    yield blanks.opinions(title, listed, place, url)


S = CandidacyState
KINDS: tuple[Kind, ...] = (
    Kind("application", Verb.REGISTER, LOCAL, "households:list", _applications),
    Kind("consent", Verb.REGISTER, LOCAL, "households:scan_upload",
         print_url="households:sheet_print"),
    Kind("receipt", Verb.REGISTER, LOCAL, "households:codes",
         print_url="households:slips"),
    Kind("roll", Verb.HOLD_MEETING, LOCAL, "console:paper_meeting", _rolls),
    Kind("proxy", Verb.HOLD_MEETING, LOCAL, "console:paper_meeting", _blank(blanks.proxy)),
    Kind("scores", Verb.HOLD_MEETING, LOCAL, "evaluations:meeting_list",
         print_url="evaluations:meeting_list"),
    Kind("tally", Verb.HOLD_MEETING, LOCAL, "evaluations:meeting_list", _tallies),
    Kind("minutes", Verb.HOLD_MEETING, LOCAL, "evaluations:meeting_list", _minutes),
    Kind(Step.VILLAGE_REVIEW, Verb.REVIEW, (Level.VILLAGE,), "console:paper_opinions",
         partial(_opinions, S.NOMINATED, "村（社区）总评名单")),
    Kind(Step.FEDERATION_OPINION, Verb.ENDORSE, (Level.TOWN,), "console:paper_opinions",
         partial(_opinions, S.REVIEWED, "乡镇（街道）妇联意见名单")),
    Kind(Step.TOWN_APPROVAL, Verb.APPROVE, (Level.TOWN,), "console:paper_opinions",
         partial(_opinions, S.ENDORSED, "乡镇（街道）审批名单")),
    Kind("posting", Verb.PUBLISH, (Level.VILLAGE,), "notices:notice_list", _blank(blanks.posting)),
    Kind("objection", Verb.VIEW, (Level.VILLAGE, Level.TOWN), "notices:notice_list",
         _blank(blanks.objection)),
    Kind("answer", Verb.ENDORSE, (Level.TOWN,), "notices:objection_list", _blank(blanks.answer)),
    Kind("withdrawal", Verb.REGISTER, LOCAL, "households:list", _blank(blanks.withdrawal)),
    Kind("change", Verb.REGISTER, LOCAL, "households:request_record_start", _blank(blanks.change)),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}
OF_MEETING = {PaperKind.ROLL, PaperKind.PROXY, PaperKind.SCORES, PaperKind.TALLY, PaperKind.MINUTES}


def papers_of(kinds: list[Kind], region: Region, cycle: ProgrammeCycle) -> list[PaperForm]:
    """The papers of some kinds for a place; each one's QR code leads to where it is typed in."""
    place = _names(region)
    return [
        paper
        for kind in kinds
        if kind.build is not None
        for paper in kind.build(region, cycle, place, settings.SITE_URL + kind.address())
    ]
