"""纸上办一年: every form of the cycle, its print, what was typed in, where to type in (experience 24)."""

from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.console.actions import keep_paper, type_in_meeting, type_in_opinions
from anjia.console.paper.catalogue import KINDS, OF_MEETING, Kind, families_of, papers_of
from anjia.console.paper.forms import MeetingForm, OpinionsForm, PaperScanForm
from anjia.documents.models import KeptPaper
from anjia.documents.render import render_forms
from anjia.evaluations.enums import Verb
from anjia.evaluations.models import GroupMeeting
from anjia.evaluations.permissions import possible_raters
from anjia.evaluations.queries import visible_to
from anjia.evaluations.queries.stepping_aside import left_to
from anjia.evaluations.steps import STEPS, StepRule
from anjia.households.models import Household
from anjia.households.queries.proofs import near
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.scope import under, under_any
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.gate import opens
from anjia.web.screens import FormScreen, Screen, absent

PLACES = (Level.GROUP, Level.VILLAGE, Level.TOWN)
MOST = 300
# Papers of a pack that are not one a family; with more families it is printed group by group.
BESIDE = 60


class PaperMixin:
    """The place one works in and its running cycle."""

    request: HttpRequest
    user: Any

    @cached_property
    def place(self) -> Region:
        place = current_place(self.request)
        if place is None or place.level not in PLACES:
            raise Refused(_("纸上办一年按小组、村（社区）或乡镇（街道）办理。"), who=_("请先在页首选一个地方。"))
        return place

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        cycle = current_cycle(self.place)
        if cycle is None:
            raise Refused(_("本地没有正在进行的创建周期。"), who=_("由区县领导小组办公室开启周期。"))
        return cycle

    @cached_property
    def kinds(self) -> list[Kind]:
        """The forms of this level; papers with the names of families only for those who work in the village."""
        mine = [kind for kind in KINDS if self.place.level in kind.levels]
        if self.place.level == Level.TOWN:
            return mine
        here = any(self.place.path.startswith(path) for path in near(self.user.scopes(Verb.VIEW)))
        return mine if here else []


def known(key: str, kinds: list[Kind]) -> Kind:
    """The form of that name among those; absent otherwise."""
    found = next((kind for kind in kinds if kind.key == key), None)
    if found is None:
        raise absent()
    return found


class PaperYearView(PaperMixin, Screen):
    """The list of forms in the order of the cycle."""

    permission = Verb.VIEW
    template_name = "console/paper_year.html"
    heading = _("纸上办一年")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        if place is None or place.level not in PLACES:
            return super().get_context_data(rows=[], place=place, cycle=None, has_pack=False, **kwargs)
        typed = KeptPaper.objects.filter(under("region__path", self.place.path), cycle_id=self.cycle.pk).order_by()
        told = {row["form"]: row for row in typed.values("form").annotate(n=Count("pk"), last=Max("dated_on"))}
        rows = [self._row(number, kind, told.get(kind.key)) for number, kind in enumerate(self.kinds, start=1)]
        families = Household.objects.filter(under("region__path", self.place.path), is_active=True).count()
        return super().get_context_data(
            rows=rows, place=self.place, cycle=self.cycle, has_pack=bool(rows) and families <= MOST - BESIDE, **kwargs
        )

    def _row(self, number: int, kind: Kind, told: dict[str, Any] | None) -> dict[str, Any]:
        prints = reverse(kind.print_url) if kind.print_url else reverse("console:paper_print", args=[kind.key])
        types = f"{kind.address()}?step={kind.key}" if kind.key in STEPS else kind.address()
        may = self.user.may(kind.verb, self.place.path) and opens(self.user, kind.type_url)
        may_print = not kind.print_url or opens(self.user, kind.print_url)
        shown = {"print": prints if may_print else "", "type": types if may else ""}
        return {"number": number, "kind": kind, "told": told, **shown}


class PaperPrintView(PaperMixin, Screen):
    """One form, or the whole pack, as one PDF."""

    permission = Verb.VIEW
    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        kinds = self.kinds if key == "all" else [kind for kind in self.kinds if kind.key == key]
        papers = papers_of(kinds, self.place, self.cycle)
        if not papers:
            raise absent() if not kinds else Refused(_("现在没有可以打印的。"), who=_("先登记家庭，或换一个地方。"))
        if len(papers) > MOST:
            raise Refused(
                _("一次最多打印 %(most)d 份，现在有 %(n)d 份。") % {"most": MOST, "n": len(papers)},
                who=_("请在页首换成一个小组，分组打印。"),
            )
        answer = HttpResponse(render_forms(papers), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="paper-{key}.pdf"'
        return answer


class PaperScanView(PaperMixin, FormScreen):
    """The scan of a paper whose contents were typed in on its own page."""

    permission = Verb.VIEW
    form_class = PaperScanForm
    submit_label = _("保存扫描件")
    success_message = _("扫描件已作为凭证保存。")

    @cached_property
    def kind(self) -> Kind:
        return known(self.kwargs["key"], self.kinds)

    def get_heading(self) -> str:
        return str(_("附扫描件：%(form)s") % {"form": self.kind.title})

    @cached_property
    def meetings(self) -> QuerySet[GroupMeeting] | None:
        """The meetings the paper can belong to; a paper of another kind belongs to none."""
        if self.kind.key not in OF_MEETING:
            return None
        held = GroupMeeting.objects.filter(under("region__path", self.place.path), cycle=self.cycle)
        return held.select_related("region").order_by("-held_on", "region__path", "pk")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": self.meetings}

    def perform(self, form: PaperScanForm) -> str:
        day, meeting = form.cleaned_data["dated_on"], form.cleaned_data.get("meeting")
        place = meeting.region if meeting else self.place
        scan = form.told_scan()
        keep_paper(self.kind.key, place, cycle=self.cycle, dated_on=day, scan=scan, meeting=meeting, by=self.user)
        return reverse("console:paper_year")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("console:paper_year"), **kwargs)


class PaperMeetingView(PaperMixin, FormScreen):
    """A meeting that was held on paper, in one form; scores and votes follow on the meeting's page."""

    permission = Verb.HOLD_MEETING
    template_name = "console/paper_meeting.html"
    form_class = MeetingForm
    heading = _("按签到表补录户长会议")
    submit_label = _("录入，接着录评分表")
    success_message = _("会议已录入，接着录评分表和票数。")

    @cached_property
    def groups(self) -> QuerySet[Region]:
        mine = Region.objects.filter(under_any("path", self.user.scopes(Verb.HOLD_MEETING)), level=Level.GROUP)
        return mine.filter(under("path", self.place.path)).select_related("parent").order_by("path")

    @cached_property
    def group(self) -> Region:
        wanted = self.request.GET.get("group", "")
        found = self.groups.filter(path=wanted).first() if wanted else self.groups.first()
        if found is None:
            raise NotPermitted(_("您在这里不主持户长会议。"), who=_("请在页首换成自己的村（社区）或小组。"))
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        people = possible_raters(self.group.path)
        return {**super().get_form_kwargs(), "people": people, "families": families_of(self.group)}

    def perform(self, form: MeetingForm) -> str:
        told = form.cleaned_data
        meeting = type_in_meeting(
            self.group,
            cycle=self.cycle,
            held_on=told["dated_on"],
            place=told["place"],
            present=form.present(),
            proxies=form.proxies(),
            others=told["others"],
            raters=list(told["raters"]),
            scan=form.told_scan(),
            by=self.user,
        )
        return reverse("evaluations:meeting_detail", args=[meeting.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=reverse("console:paper_year"), **kwargs)
        return {**context, "group": self.group, "groups": self.groups, "rows": context["form"].rows()}


class PaperOpinionsView(PaperMixin, FormScreen):
    """A signed list of one step, line by line as the paper says."""

    permission = Verb.VIEW
    template_name = "console/paper_opinions.html"
    form_class = OpinionsForm
    submit_label = _("照纸上录入")

    @cached_property
    def rule(self) -> StepRule:
        wanted = self.request.GET.get("step", "")
        own = [rule for rule in STEPS.values() if self.user.may(rule.verb, self.place.path)]
        rule = next((rule for rule in own if rule.step == wanted), own[0] if own and not wanted else None)
        if rule is None:
            raise absent()
        return rule

    def get_heading(self) -> str:
        return str(_("按纸质名单录入：%(step)s") % {"step": self.rule.step.label})

    def get_form_kwargs(self) -> dict[str, Any]:
        waiting = visible_to(self.user).filter(
            under("region__path", self.place.path), cycle=self.cycle, state=self.rule.source
        )
        mine = left_to(waiting, self.user, self.rule.step).select_related("household", "region")
        listed = list(mine.order_by("region__path", "household__head_name", "pk")[:MOST])
        return {**super().get_form_kwargs(), "candidacies": listed}

    def perform(self, form: OpinionsForm) -> str:
        count = type_in_opinions(
            self.rule.step,
            self.place,
            cycle=self.cycle,
            decisions=form.decisions(),
            decided_on=form.cleaned_data["dated_on"],
            scan=form.told_scan(),
            by=self.user,
        )
        self.success_message = _("已照纸上录入 %(n)d 户。") % {"n": count}
        return reverse("console:paper_year")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=reverse("console:paper_year"), **kwargs)
        return {**context, "rows": context["form"].rows()}


class PaperListView(PaperMixin, Screen):
    """The scans that were kept of one form."""

    permission = Verb.VIEW
    template_name = "console/paper_scans.html"

    @cached_property
    def kind(self) -> Kind:
        return known(self.kwargs["key"], self.kinds)

    def get_heading(self) -> str:
        return str(self.kind.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = KeptPaper.objects.filter(
            under("region__path", self.place.path), cycle_id=self.cycle.pk, form=self.kind.key
        )
        papers = kept.select_related("region").order_by("-dated_on", "-pk")[:MOST]
        return super().get_context_data(papers=papers, back_url=reverse("console:paper_year"), **kwargs)
