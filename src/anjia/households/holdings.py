"""What the registry itself, and the slices below it, hold of a family."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import drop_file, drop_papers
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.permissions import EXPORT_KIND
from anjia.households.actions.consents import SHEET_KIND
from anjia.households.actions.scans import UPLOAD_KIND
from anjia.households.enums import Sex
from anjia.households.kinship import CODES
from anjia.households.models import (
    ChangeRequest,
    Consent,
    ConsentProof,
    Correction,
    DuplicateAnswer,
    Household,
    HouseholdMember,
    MinorConsent,
)
from anjia.households.personal import FORGOTTEN, Holding, Kept, hold, keep
from anjia.kernel.permissions import Actor
from anjia.web.models import FormDraft
from anjia.web.recycling import empty_for

NOBODY = {
    "head_name": FORGOTTEN, "head_birth": "", "address": "", "phone": "", "phone_index": "", "occupation": "",
    "search_tokens": "", "household_size": 1, "import_batch_id": None,
}  # fmt: skip


def _itself(household_id: uuid.UUID) -> QuerySet[Any]:
    return Household.objects.filter(pk=household_id)


def _answers(household_id: uuid.UUID) -> QuerySet[Any]:
    return DuplicateAnswer.objects.filter(Q(household_id=household_id) | Q(other_id=household_id))


def _drafts(household_id: uuid.UUID) -> QuerySet[Any]:
    """Forms about the family, or one of its members, that somebody has begun: told by their addresses."""
    members = HouseholdMember.objects.filter(household_id=household_id).order_by().values_list("pk", flat=True)
    about = Q()
    for pk in (household_id, *members):
        about |= Q(path__contains=str(pk))
    return FormDraft.objects.filter(about)


def _forget_proofs(household_id: uuid.UUID, by: Actor) -> int:
    """Consents stay as dated events; a proof that shows nobody else goes, with its file."""
    consents = Consent.objects.filter(household_id=household_id)
    minors = MinorConsent.objects.filter(household_id=household_id)
    used = {
        *consents.order_by().values_list("proof_id", flat=True),
        *minors.order_by().values_list("proof_id", flat=True),
    }
    minors.delete()
    touched = consents.update(proof=None, slip_code_hash=None)
    for model in (Consent, MinorConsent):
        used -= set(model.objects.filter(proof_id__in=used).order_by().values_list("proof_id", flat=True))
    for proof in ConsentProof.objects.filter(pk__in=used).order_by("pk"):
        file_id = proof.file_id
        proof.delete()
        if file_id and not ConsentProof.objects.filter(file_id=file_id).exists():
            drop_files([file_id], by)
    return touched


def _forget_corrections(household_id: uuid.UUID, by: Actor) -> int:
    corrections = Correction.objects.filter(household_id=household_id)
    files = corrections.order_by().values_list("proof_file_id", flat=True)
    drop_files([file_id for file_id in files if file_id], by)
    return int(corrections.delete()[0])


def _empty_bin(household_id: uuid.UUID, by: Actor) -> int:
    return empty_for([household_id])


def drop_files(ids: list[uuid.UUID], by: Actor) -> None:
    """Destroy files that are about this family alone."""
    for stored in StoredFile.objects.filter(pk__in=ids).order_by("pk"):
        drop_file(stored, by=by)


def _papers(household_id: uuid.UUID) -> QuerySet[Any]:
    """What came in on paper about the family or one of its change requests; objections see to theirs themselves."""
    asked = ChangeRequest.objects.filter(household_id=household_id).order_by().values("pk")
    return KeptPaper.objects.filter(Q(subject_id=household_id) | Q(subject_id__in=asked))


def _forget_papers(household_id: uuid.UUID, by: Actor) -> int:
    return drop_papers(list(_papers(household_id).order_by().values_list("subject_id", flat=True)), by=by)


# Made from what the family reads anyway: what it is found by.
SEALED, BIN = ("content",), {"title": _("内容"), "created_at": _("时间")}
MACHINE = ("search_tokens", "phone_index")
BIRTH, HEAD, STATE = _("出生年月"), _("户主姓名"), _("状态")
FAMILY = {
    "region": _("小组"), "head_name": HEAD, "head_birth": BIRTH, "household_size": _("家庭人数"),
    "address": _("家庭住址"), "phone": _("联系电话"), "occupation": _("职业"), "residence_type": _("居住类型"),
    "created_at": _("登记时间"),
}  # fmt: skip
MEMBER = {
    "name": _("姓名"), "kinship": _("家庭关系"), "sex": _("性别"), "birth": BIRTH,
    "work_or_school": _("工作单位/就读学校"), "created_at": _("登记时间"),
}  # fmt: skip
CODED: dict[str, Callable[[Any], str]] = {
    "kinship": lambda code: str(CODES.get(code, "")),
    "sex": lambda code: str(Sex(code).label),
}
ASKED: dict[str, Callable[[Any], str]] = {
    "asked": lambda sealed: "；".join(map(str, json.loads(sealed or "{}").values()))
}
CONSENT = {
    "kind": _("事项"), "text": _("同意书版本"), "state": STATE, "asserted_on": _("登记日期"), "proof": _("凭证"),
    "proven_at": _("凭证登记时间"), "withdrawn_at": _("撤回时间"),
}  # fmt: skip
CARD, SESSION = {"issued_on": _("印发日期"), "voided_at": _("作废时间")}, {"created_at": _("时间")}
MINOR = {
    "kind": _("事项"), "guardian_name": _("监护人姓名"), "guardian": _("与未成年人的关系"), "given_on": _("同意日期"),
}  # fmt: skip
CORRECTION = {
    "before_name": _("原姓名"), "after_name": _("更正后姓名"), "before_birth": _("原出生年月"),
    "after_birth": _("更正后出生年月"), "state": STATE, "decided_at": _("办理时间"), "decline_reason": _("理由"),
}  # fmt: skip
CHANGE = {
    "kind": _("事项"), "effective_on": _("变动日期"), "region_before": _("原小组"), "region_after": _("现小组"),
    "head_before": _("原户主"), "head_after": _("现户主"), "size_before": _("原人数"), "size_after": _("现人数"),
    "address_before": _("原住址"), "address_after": _("现住址"), "person": _("去世的成员"),
}  # fmt: skip
REQUEST = {
    "kind": _("申请事项"), "head_name": _("申请中写的户主"), "asked": _("申请的内容"), "channel": _("方式"),
    "state": STATE, "reason": _("理由"), "created_at": _("收到时间"), "decided_at": _("答复时间"),
}  # fmt: skip
PAPER = {"form": _("哪种表"), "dated_on": _("纸上的日期"), "created_at": _("录入时间")}
STAGED = {
    "head_name": HEAD, "head_birth": BIRTH, "household_size": _("家庭人数"), "address": _("家庭住址"),
    "residence_type": _("居住类型"),
}  # fmt: skip


def connect() -> None:
    """Called once by `apps.py`. Drafts come first: they are found by the members' addresses."""
    # What a colleague has begun to type is not on file yet; it goes with the rest.
    hold(Holding("web.formdraft", _("没有填完的表单"), {"created_at": _("时间")}, _drafts, hidden=SEALED, deletes=True))
    hold(Holding("web.binentry", _("回收站"), BIN, hidden=SEALED, erase=_empty_bin))
    # Before the requests they came with.
    hold(Holding("documents.keptpaper", _("纸质凭证"), PAPER, _papers, hidden=("helped_by",), erase=_forget_papers))
    _hold_registry()
    _hold_changes()
    keep(
        Kept(
            _("签字表扫描件"),
            _("一页上有许多家庭的签字，是别的家庭同意的凭证；只有本户一家的，一并销毁"),
            (SHEET_KIND, UPLOAD_KIND),
        )
    )
    keep(
        Kept(
            _("已经导出的名单"),
            _("按导出时写明的用途使用和销毁，由导出的单位负责；以后导出的名单里不再有本户"),
            (EXPORT_KIND,),
        )
    )


def _hold_registry() -> None:
    anonymous = _("一条没有姓名的登记，使各级汇总的户数不变")
    dated = _("同意和撤回的日期，证明当时处理资料有依据；不带姓名")
    hold(Holding("households.household", _("家庭资料"), FAMILY, _itself, hidden=MACHINE, blank=NOBODY, kept=anonymous))
    hold(Holding("households.consent", _("同意"), CONSENT, erase=_forget_proofs, kept=dated))
    hold(Holding("households.familycard", _("家庭卡"), CARD, deletes=True))
    hold(Holding("households.familysession", _("本户打开的网页"), SESSION, deletes=True))
    hold(Holding("households.minorconsent", _("未成年人的同意"), MINOR, deletes=True))
    hold(Holding("households.householdmember", _("家庭成员"), MEMBER, words=CODED, hidden=MACHINE[:1], deletes=True))


def _hold_changes() -> None:
    hold(Holding("households.correction", _("更正"), CORRECTION, erase=_forget_corrections))
    hold(Holding("households.householdchange", _("家庭变动"), CHANGE, deletes=True))
    verdict = {"verdict": _("结论"), "created_at": _("时间")}
    hold(Holding("households.duplicateanswer", _("疑似重复的核对"), verdict, _answers, deletes=True))
    # Somebody else may have asked: how to reach them, and what they wrote, is theirs.
    hold(
        Holding(
            "households.changerequest", _("变更申请"), REQUEST, words=ASKED, hidden=("contact", "note"), deletes=True
        )
    )
    sealed = ("phone_sealed", "phone_index", "search_tokens")
    hold(Holding("households.stagedfamily", _("导入的名册"), STAGED, hidden=sealed, deletes=True))
