"""What people are told about decisions: places, numbers of documents, figures."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders, holders_below
from anjia.honours.kinds import kind_of
from anjia.honours.models import NamingDecision
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor
from anjia.web import progress

TO_SIGN = Kind(
    "honours.to_sign",
    _("命名决定待签发"),
    _("乡镇（街道）审定命名决定，等待发文机关签发时。"),
    title=_("%(place)s的命名决定待签发，%(n)d 户"),
    detail=_("审定日期 %(day)s"),
    duty=_("签发与审定由不同的人办理，须告知签发人。"),
)
ISSUED = Kind(
    "honours.issued",
    _("命名决定已签发"),
    _("本地区的命名决定签发时。"),
    title=_("%(number)s已签发，命名 %(n)d 户"),
    detail=_("%(place)s。公文、证书和公开结果已可查看"),
)
register(TO_SIGN, ISSUED)


def tell_to_sign(decision: NamingDecision, *, by: Actor) -> None:
    tell(
        holders(decision.region.path, verb=kind_of(decision).sign),
        TO_SIGN.name,
        key=f"{decision.pk}:{decision.version}",
        url=reverse(f"{kind_of(decision).steps}:decision_sign", args=[decision.pk]),
        facts={"place": decision.region.name, "n": decision.families, "day": decision.met_on or ""},
        but=by,
    )


def tell_issued(decision: NamingDecision, *, by: Actor) -> None:
    """Tell the town that decided and the villages whose families it names."""
    path = decision.region.path
    tell(
        {*holders(path, verb=kind_of(decision).prepare), *holders_below(path, role="village_officer")},
        ISSUED.name,
        key=str(decision.pk),
        url=reverse("honours:decision_detail", args=[decision.pk]),
        facts={"number": decision.number_text, "n": decision.families, "place": decision.region.name},
        but=by,
    )


def certificates_page(job: Job) -> str:
    """Where the certificates are taken: a download is a form, because it is noted."""
    return reverse("honours:certificates_job", args=[job.pk])


def decision_page(job: Job) -> str:
    return reverse("honours:decision_detail", args=[job.arguments["decision_id"]])


progress.register("honours.certificates", progress.JobPage(_("生成证书"), certificates_page, _("去下载")))
progress.register(
    "honours.render_decision", progress.JobPage(_("生成命名决定公文"), decision_page, _("看公文"), cancellable=False)
)
