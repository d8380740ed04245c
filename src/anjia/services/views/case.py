"""A case as one readable page; its papers; and how one gets to see one from outside the team."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.exceptions import Refused
from anjia.regions.queries import full_names_of
from anjia.services.actions import break_glass, read_case, review_glass
from anjia.services.enums import Duty, Material, NoteSide, Verb
from anjia.services.forms.work import GlassForm, NoteForm, VerdictForm
from anjia.services.kinds import kind_of, states_of
from anjia.services.models import BreakGlass, Case, CaseFile, CaseMember
from anjia.services.permissions import LEADING, duty_of, may_end, may_read_notes, may_read_paper
from anjia.services.queries import (
    deadlines_of,
    glass_seen_by,
    glass_to_review,
    glass_visible_to,
    supervisors_for,
    visible_to,
)
from anjia.services.screens import WalledFormScreen
from anjia.services.timeline import timeline_of
from anjia.services.views.public import paper_response
from anjia.web.gate import noting_a_reading
from anjia.web.screens import DetailScreen, ObjectMixin, Screen, absent


class CaseView(DetailScreen):
    """Everything of a case on one page. That somebody reads it is noted, and shown to the team."""

    permission = Verb.READ
    template_name = "services/case.html"
    context_name = "case"

    def get_queryset(self) -> QuerySet[Case]:
        return visible_to(self.user)

    def get_heading(self) -> str:
        return f"{kind_of(self.object.kind).label} {self.object.number}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with noting_a_reading():
            read_case(self.object, by=self.user)
        response = super().get(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case, kind = self.object, kind_of(self.object.kind)
        members = list(case.members.filter(ended_at__isnull=True))
        duty = duty_of(case, self.user.pk)
        reads_notes = may_read_notes(case, duty)
        notes, tasks = list(case.notes.all()) if reads_notes else [], list(case.tasks.all())
        files = [file for file in case.files.all() if may_read_paper(file, duty)]
        for file in files:
            file.label = Material(file.kind).label if file.kind in Material.values else ""
        ids = {m.user_id for m in members} | {n.author_id for n in notes}
        people = {u.pk: u.display_name for u in User.objects.filter(pk__in=ids | {case.taken_by_id})}
        for member in members:
            member.name = people.get(member.user_id, "")
            member.may_go = may_end(duty, member, self.user)
        for note in notes:
            note.author = people.get(note.author_id, "") if note.author_id else case.client.name
        return super().get_context_data(
            kind=kind,
            state=states_of([case])[case.pk],
            place_name=full_names_of([case.region_path]).get(case.region_path, ""),
            taken_by=people.get(case.taken_by_id, ""),
            members=members,
            notes=notes,
            reads_notes=reads_notes,
            tasks=tasks,
            deadlines=deadlines_of(case),
            consents=list(case.client.consents.filter(withdrawn_on__isnull=True)),
            papers=[file for file in files if file.kind not in Material.values],
            materials=[file for file in files if file.kind in Material.values],
            referrals=list(case.referrals.all()),
            joint_sessions=list(case.joint_sessions.all()),
            acts=kind.acts(case, self.user),
            duty=duty,
            is_lead=duty in set(LEADING),
            is_supervisor=duty == Duty.SUPERVISOR,
            lacks=lack_of(case, members),
            note_form=NoteForm(case=case, user=self.user, initial={"number": case.number, "side": NoteSide.TEAM}),
            timeline=timeline_of(case),
            back_url=reverse("services:home"),
            **kind.facts(case),
            **kwargs,
        )


def lack_of(case: Case, members: Iterable[CaseMember]) -> str:
    """What to say where a led case has no supervisor: that others were asked, or that there is nobody."""
    duties = {member.duty for member in members}
    if case.closed_on or Duty.LEAD not in duties or Duty.SUPERVISOR in duties:
        return ""
    return "called" if supervisors_for(case) else "nobody"


class PaperView(ObjectMixin, WalledFormScreen):
    """A paper of one's case. Asked for by POST, because that it was read is noted."""

    permission = Verb.READ
    http_method_names = ["post"]

    def get_queryset(self) -> QuerySet[CaseFile]:
        return CaseFile.objects.filter(case__in=visible_to(self.user)).select_related("case")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read_paper(self.object, duty_of(self.object.case, self.user.pk)):
            raise absent()
        read_case(self.object.case, by=self.user)
        return paper_response(self.object)


class BreakGlassView(WalledFormScreen):
    """By its number, never from a list: whoever must get in knows which one."""

    permission = Verb.BREAK_GLASS
    template_name = "services/break_glass.html"
    heading = _("紧急查看不属于自己的案件")
    submit_label = _("打开，24 小时")
    form_class = GlassForm

    def perform(self, form: GlassForm) -> str:
        said = form.cleaned_data
        case = glass_visible_to(self.user).filter(number__iexact=said["number"].strip()).first()
        if case is None:
            raise Refused(_("您的地区没有这个案号，或您须回避。"), who=_("请核对案号。"))
        break_glass(case, reason=said["reason"], words=said["words"], by=self.user)
        return reverse("services:case", args=[case.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("services:home"), **kwargs)


class GlassListView(Screen):
    """Every opening from outside, with what was said of it: so that a habit shows."""

    permission = Verb.REVIEW_GLASS
    template_name = "services/glasses.html"
    heading = _("紧急查看的记录")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        glasses = list(glass_seen_by(self.user)[:200])
        people = {u.pk: u.display_name for u in User.objects.filter(pk__in={g.user_id for g in glasses})}
        for glass in glasses:
            glass.who = people.get(glass.user_id, "")
        return super().get_context_data(glasses=glasses, back_url=reverse("services:home"), **kwargs)


class ReviewGlassView(ObjectMixin, WalledFormScreen):
    """Somebody else looks at why it was opened."""

    permission = Verb.REVIEW_GLASS
    template_name = "services/review_glass.html"
    heading = _("核查一次紧急查看")
    submit_label = _("核查完毕")
    form_class = VerdictForm
    context_name = "glass"

    def get_queryset(self) -> QuerySet[BreakGlass]:
        return glass_to_review(self.user)

    def perform(self, form: VerdictForm) -> str:
        review_glass(self.object, verdict=form.cleaned_data["verdict"], by=self.user)
        return reverse("services:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        who = User.objects.filter(pk=self.object.user_id).first()
        return super().get_context_data(who=who, back_url=reverse("services:home"), **kwargs)
