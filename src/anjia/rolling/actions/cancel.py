"""The document by which titles end: drafted by the town, signed by the organ, a number drawn (domain A5-7, B4)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import take_number
from anjia.evaluations.permissions import Consequence
from anjia.honours.models import Title
from anjia.honours.signals import titles_revoked
from anjia.honours.workflow import TITLE
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.notices.actions import leave_results
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.rolling.enums import CancellationState, Verb
from anjia.rolling.messages import tell_issued, tell_to_sign
from anjia.rolling.models import Cancellation, Revocation
from anjia.rolling.queries import executable
from anjia.rolling.workflow import CANCELLATION, REVOCATION

NOBODY = _("现在没有可以执行的取消：要送达、申诉期满、没有申诉在办，并且到了两年一次的决定，或家庭同意提前。")


@transaction.atomic
def draft_cancellation(town: Region, *, by: Actor) -> Cancellation:
    """Draft the document on what can be executed now. Raises Refused, Conflict, NotPermitted."""
    require(by, Verb.PREPARE, town.path)
    if town.level != Level.TOWN:
        raise Refused(_("取消称号的决定按乡镇（街道）拟定，请选择一个乡镇（街道）。"))
    cycle = current_cycle(town)
    if cycle is None:
        raise Refused(_("本地没有正在进行的创建周期，没有发文机关。"), who=_("由区县领导小组办公室开启周期。"))
    if Cancellation.objects.filter(region=town, state=CancellationState.DRAFTED).exists():
        raise Conflict(_("本乡镇（街道）已有一份拟稿，请先办理那一份。"))
    families = executable(town).count()
    if not families:
        raise Refused(NOBODY)
    made = Cancellation.objects.create(
        region=town,
        title="关于取消部分家庭“平安家庭”称号的决定",
        issuing_organ=cycle.issuing_organ,
        organ_word=cycle.organ_word,
        families=families,
        drafted_by_id=by.pk,
    )
    audit.record(Verb.PREPARE, made, by=by, after={"families": families}, region_path=town.path)
    tell_to_sign(made, by=by)
    return made


@transaction.atomic
def sign_cancellation(paper: Cancellation, *, signer_name: str, by: Actor, expected: int | None = None) -> Cancellation:
    """Sign: the number is drawn and the titles end, in a fixed number of statements whatever the number.

    Outside they are 无有效称号 and nothing more (frame F6). Raises NotPermitted for whoever drafted it, Refused where
    nothing can be executed, Conflict where the list has changed or somebody else has signed.
    """
    require(by, Verb.SIGN, paper.region.path)
    if paper.drafted_by_id == by.pk:
        raise NotPermitted(_("拟稿和签发不能是同一个人。"), who=_("请由发文机关的另一位负责人签发。"))
    _require_drafted(paper)
    ids = list(executable(paper.region).order_by().values_list("pk", flat=True))
    if expected is not None and len(ids) != expected:
        raise Conflict(_("名单刚刚有了变化：现在是 %(now)d 户。请核对后再签发。") % {"now": len(ids)})
    if not ids:
        raise Refused(NOBODY, who=_("请将这份决定作废。"))
    issued = _issue(paper, signer_name, len(ids), by)
    _execute(issued, ids, by)
    tell_issued(issued, by=by)
    enqueue("rolling.render_cancellation", key=f"cancellation-{issued.pk}", by=by, paper_id=issued.pk, user_id=by.pk)
    return issued


def _require_drafted(paper: Cancellation) -> None:
    state = Cancellation.objects.select_for_update().values_list("state", flat=True).get(pk=paper.pk)
    if state != CancellationState.DRAFTED:
        raise Conflict(_("这份决定已由别人签发或作废。请刷新后查看。"))


def _issue(paper: Cancellation, signer_name: str, families: int, by: Actor) -> Cancellation:
    today, path = timezone.localdate(), paper.region.path
    drawn = take_number(paper.organ_word, today.year, subject=paper.title, object_id=paper.pk, by=by, region_path=path)
    told = {
        "signer_name": signer_name.strip(),
        "signed_at": timezone.now(),
        "signed_by_id": by.pk,
        "issued_on": today,
        "number_id": drawn.pk,
        "number_text": str(drawn),
        "families": families,
    }
    return advance(paper, CANCELLATION["sign"], by=by, set=told)


def _execute(paper: Cancellation, ids: list, by: Actor) -> None:
    actor = Consequence(by)
    chosen = Revocation.objects.filter(pk__in=ids)
    done = advance_many(chosen, REVOCATION["execute"], by=actor, set={"cancellation": paper.pk})
    titles = Title.objects.filter(pk__in=paper.revocations.order_by().values("title"))
    ended = advance_many(titles, TITLE["revoke"], by=actor, set={"revoked_at": timezone.now()})
    if not len(done) == len(ended) == len(ids):
        raise Conflict(_("名单刚刚有了变化，没有签发。请核对后再签发。"))
    shown = Title.objects.filter(pk__in=ended).order_by().values_list("household_id", "decision_id")
    leave_results(dict(shown), by=by)
    titles_revoked.send(sender=Title, ids=ended, by=by)


@transaction.atomic
def void_cancellation(paper: Cancellation, *, by: Actor) -> Cancellation:
    """Drop a draft; what it was about can stand in the next one."""
    return advance(paper, CANCELLATION["void"], by=by)
