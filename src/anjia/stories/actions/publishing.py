"""A story is looked through before it is published, and is taken down at once (domain A7-3)."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.permissions import Consequence
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.stories.enums import MAY_STAY, FindingKind, Settlement, StoryState, Verb
from anjia.stories.models import FamilyStory, StoryFinding, StorySection
from anjia.stories.queries import consented, known_of, texts_of, titled
from anjia.stories.scanning import scan
from anjia.stories.workflow import STORY


@transaction.atomic
def check_story(story: FamilyStory) -> int:
    """Look the story through: what is gone from the text is gone from the findings. Returns how many are open."""
    found = scan(texts_of(story), known_of(story))
    kept = {(f.kind, f.place, f.excerpt): f for f in StoryFinding.objects.filter(story=story)}
    now = {(f.kind, f.place, f.excerpt) for f in found}
    StoryFinding.objects.filter(pk__in=[f.pk for key, f in kept.items() if key not in now]).delete()
    StoryFinding.objects.bulk_create(
        StoryFinding(household_id=story.household_id, story=story, kind=f.kind, place=f.place, excerpt=f.excerpt)
        for f in found
        if (f.kind, f.place, f.excerpt) not in kept
    )
    return StoryFinding.objects.filter(story=story, settlement="").count()


@transaction.atomic
def submit_story(story: FamilyStory, *, by: Actor) -> FamilyStory:
    """Hand a story over to be looked through. Raises Refused where it is empty, or nobody agreed to be shown."""
    require(by, Verb.WRITE, story.region.path)
    if not StorySection.objects.filter(story=story).exists():
        raise Refused(_("事迹还没有正文，请先撰写。"))
    if not consented(story).exists():
        raise Refused(_("还没有人同意公开。请逐人登记单独同意，未成年人由监护人同意。"))
    sent = advance(story, STORY["submit"], by=by)
    check_story(sent)
    return sent


@transaction.atomic
def settle_finding(finding: StoryFinding, *, settlement: str, by: Actor) -> StoryFinding:
    """Say why the words may stay. Numbers, addresses and names may not: they are mended in the text."""
    story = finding.story
    require(by, Verb.PUBLISH, story.region.path)
    _require_other(story, by)
    if settlement not in Settlement.values or settlement not in MAY_STAY.get(finding.kind, ()):
        raise Refused(_("这一处不能保留，请退回修改正文，或先取得本人的单独同意。"))
    minors = consented(story).filter(is_minor=True)
    if finding.kind == FindingKind.MINOR and settlement == Settlement.AGREED and not minors.exists():
        raise Refused(_("还没有登记监护人的同意，不能这样写未成年人。"))
    open_ones = StoryFinding.objects.filter(pk=finding.pk, story__state=StoryState.CHECKING)
    if not open_ones.update(settlement=settlement, settled_by_id=by.pk):
        raise Conflict(_("这份材料不在核对中。请刷新后查看。"))
    told = {"kind": finding.kind, "settlement": settlement}
    audit.record(Verb.PUBLISH, story, by=by, after=told, region_path=story.region.path)
    finding.refresh_from_db()
    return finding


def _require_other(story: FamilyStory, by: Actor) -> None:
    if story.written_by_id == by.pk:
        raise NotPermitted(_("撰写和核对发布不能是同一个人。"), who=_("请由另一位工作人员核对发布。"))


@transaction.atomic
def publish_story(story: FamilyStory, *, by: Actor) -> FamilyStory:
    """Publish it once every finding is settled; it is looked through again at this moment.

    Raises Refused with how many are open, for a family without a title in force, or where nobody agreed.
    """
    require(by, Verb.PUBLISH, story.region.path)
    _require_other(story, by)
    open_ones = check_story(story)
    if open_ones:
        raise Refused(_("还有 %(n)d 处没有处理，不能发布。请逐处确认，或退回修改。") % {"n": open_ones})
    if not consented(story).exists():
        raise Refused(_("还没有人同意公开。请逐人登记单独同意，未成年人由监护人同意。"))
    if not FamilyStory.objects.filter(titled(), pk=story.pk).exists():
        raise Refused(_("这一户现在没有有效称号，不能发布。"))
    return advance(story, STORY["publish"], by=by, set={"published_at": timezone.now(), "published_by_id": by.pk})


@transaction.atomic
def return_story(story: FamilyStory, *, by: Actor) -> FamilyStory:
    """Give it back to be mended; the findings show where."""
    return advance(story, STORY["return"], by=by)


@transaction.atomic
def take_down(story: FamilyStory, *, by: Actor) -> FamilyStory:
    """The family does not want it shown any more: at once, without a reason."""
    return advance(story, STORY["take_down"], by=by, set={"taken_down_at": timezone.now()})


@transaction.atomic
def take_down_of(household_ids: Collection[uuid.UUID], *, by: Actor) -> list[uuid.UUID]:
    """Families left, or their titles ended: nothing of them is shown. It follows from an act that was permitted."""
    shown = FamilyStory.objects.filter(household__in=list(household_ids))
    return advance_many(shown, STORY["take_down"], by=Consequence(by), set={"taken_down_at": timezone.now()})
