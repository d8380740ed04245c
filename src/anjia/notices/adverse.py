"""A finding against a family, which takes it off its notice: contested in the slice of appeals (frame F6)."""

import uuid
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import restore_to_notice
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import Actor
from anjia.notices.enums import Finding
from anjia.notices.models import NoticeEntry, Objection
from anjia.programmes.adverse import Adverse, AdverseStep, register
from anjia.programmes.enums import CycleState, HeldStep


class FindingStep(AdverseStep):
    """The object is the objection. Who objected, and in which words, is told to nobody."""

    key = "notices.finding"
    label = _("异议成立，退出公示")
    remedy = _("结论撤销，这一户列入本村（社区）下一批公示，公示期重新计算。")

    def against(self, household_ids: Collection[uuid.UUID]) -> list[Adverse]:
        entries = NoticeEntry.objects.filter(
            household__in=list(household_ids),
            candidacy__state=CandidacyState.REFUSED,
            notice__cycle__state=CycleState.OPEN,
        )
        by_id = {entry.pk: entry for entry in entries.select_related("candidacy__region").order_by("pk")}
        rows = Objection.objects.filter(entry_id__in=by_id, finding=Finding.LEAVES).order_by("-answered_at", "pk")
        return [self._told(row, by_id[row.entry_id]) for row in rows]

    def _told(self, row: Objection, entry: NoticeEntry) -> Adverse:
        candidacy = entry.candidacy
        if candidacy is None or row.answered_at is None:
            raise ValueError("an entry that was refused has a candidacy, and its objection an answer")
        what = gettext("公示期的异议成立，退出公示：%(ground)s") % {"ground": row.get_ground_display()}
        done_on = timezone.localdate(row.answered_at)
        return Adverse(self, row.pk, candidacy.household_id, candidacy.region, what, done_on)

    def candidacy(self, adverse: Adverse) -> Candidacy:
        objection = Objection.objects.only("entry_id").get(pk=adverse.object_id)
        return Candidacy.objects.get(notice_entries=objection.entry_id)

    def took_part(self, adverse: Adverse) -> set[uuid.UUID]:
        """Whoever looked into it and whoever answered it."""
        events = AuditEvent.objects.filter(object_id=adverse.object_id, actor_id__isnull=False).order_by()
        answered = Objection.objects.filter(pk=adverse.object_id).values_list("answered_by_id", flat=True)
        return {*events.values_list("actor_id", flat=True), *filter(None, answered)}

    def freezes(self, adverse: Adverse) -> list[tuple[HeldStep, uuid.UUID]]:
        candidacy = self.candidacy(adverse)
        return [(HeldStep.RANKING, candidacy.pk), (HeldStep.CLOSING, candidacy.cycle_id)]

    def undo(self, adverse: Adverse, *, parts: Collection[str], by: Actor) -> None:
        restore_to_notice(self.candidacy(adverse), by=by)


register(FindingStep())
