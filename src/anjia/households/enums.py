"""Verbs and closed lists of the registry."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with households."""

    VIEW = "households.view"
    IMPORT = "households.import"
    EDIT = "households.edit"
    REVEAL = "households.reveal"
    RECORD_CONSENT = "households.record_consent"
    EXPORT = "households.export"
    SETTLE_DUPLICATES = "households.settle_duplicates"
    ANSWER_REQUESTS = "households.answer_requests"
    FILE_REQUEST = "households.file_request"
    ERASE = "households.erase"
    HAND_OUT = "households.hand_out"
    CONFIRM_CORRECTION = "households.confirm_correction"
    ISSUE_CARDS = "households.issue_cards"


class ResidenceType(models.TextChoices):
    """Where a family lives, not where it is registered: no hukou is needed (domain A6-9)."""

    LOCAL = "local", _("常住")
    FLOATING = "floating", _("流动")
    RENTAL = "rental", _("租住")


class ConsentKind(models.TextChoices):
    """Taking part, and being shown by full name, are two consents (domain B10; 个保法 25)."""

    PARTICIPATE = "participate", _("参加创建")
    PUBLISH = "publish", _("公示姓名")


class ConsentState(models.TextChoices):
    """A roster's 是 only asserts; a proof makes it count (frame F5)."""

    ASSERTED = "asserted", _("名册载明，待补凭证")
    PROVEN = "proven", _("已有凭证")
    WITHDRAWN = "withdrawn", _("已撤回")


class ProofMethod(models.TextChoices):
    """How a family showed its will."""

    SIGNATURE_SHEET = "signature_sheet", _("签字表扫描件")
    SLIP_CODE = "slip_code", _("同意书上的本户确认码")
    WITNESSED = "witnessed", _("见证代办")
    OWN_CARD = "own_card", _("本户凭家庭卡在网上同意")


class PageState(models.TextChoices):
    """A scanned page of signatures, from the copier to its families."""

    UNREAD = "unread", _("认不出是哪一页")
    READ = "read", _("待核对签名")
    FILED = "filed", _("已归档")
    SET_ASIDE = "set_aside", _("不归档")


class BatchState(models.TextChoices):
    """An import from its upload to its end; nothing is written to the registry before 确认."""

    UPLOADED = "uploaded", _("待核对")
    CONFIRMED = "confirmed", _("正在写入")
    MERGED = "merged", _("已写入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")


class RowStatus(models.TextChoices):
    """What a staged row does to the registry; `before` rows keep what an update replaced."""

    NEW = "new", _("新增")
    UPDATE = "update", _("更新")
    SAME = "same", _("不变")
    LATE = "late", _("已被他人先登记或改动")
    BEFORE = "before", _("更新前")


class CorrectionState(models.TextChoices):
    """A slip of the pen is put right at once; what could be another person waits for the town federation."""

    PROPOSED = "proposed", _("待乡镇（街道）妇联确认")
    APPLIED = "applied", _("已更正")
    KEPT = "kept", _("不予更正")


class KeptReason(models.TextChoices):
    """Why a correction is declined: a closed list."""

    NOT_SHOWN = "not_shown", _("证明材料不清楚或不齐")
    RIGHT_ALREADY = "right_already", _("登记的资料本来就对")
    OTHER_PERSON = "other_person", _("这是换人，不是更正")


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")


class ChangeKind(models.TextChoices):
    """What happens to a family in the course of time; each is one dated row."""

    MOVED = "moved", _("搬家")
    SPLIT = "split", _("分户")
    FOUNDED = "founded", _("由分户新立")
    MERGED = "merged", _("合并重复登记")
    ABSORBED = "absorbed", _("并入另一户")
    NEW_HEAD = "new_head", _("变更户主")
    DIED = "died", _("成员去世")
    LEFT_AREA = "left_area", _("离开本地")


class RequestKind(models.TextChoices):
    """What anybody may ask to have changed: a closed list, each with fields of its own."""

    WRONG_NAME = "wrong_name", _("户主姓名写错了")
    WRONG_BIRTH = "wrong_birth", _("出生年月写错了")
    MOVED = "moved", _("搬家了")
    NEW_HEAD = "new_head", _("换户主")
    SIZE = "size", _("家庭人数变了")
    PHONE = "phone", _("换电话了")
    MEMBER_ADDED = "member_added", _("家里添了人")
    MEMBER_LEFT = "member_left", _("有人不住在一起了")
    DIED = "died", _("家里有人去世")
    JOIN = "join", _("想参加平安家庭创建")


CHANGES = tuple(kind for kind in RequestKind if kind != RequestKind.JOIN)
"""The kinds that change what is registered; joining stands apart, on a page of its own."""


class RequestState(models.TextChoices):
    RECEIVED = "received", _("待村（社区）核实")
    ACCEPTED = "accepted", _("已按申请更改")
    UNCHANGED = "unchanged", _("没有更改")


class RequestChannel(models.TextChoices):
    """How a request came in."""

    PUBLIC = "public", _("网上提交")
    STAFF = "staff", _("工作人员代办")
    PAPER = "paper", _("纸质申请")


class Asker(models.TextChoices):
    """Who asks. It says nothing about anybody else."""

    SELF = "self", _("户主本人")
    MEMBER = "member", _("家庭成员")
    OTHER = "other", _("邻居或其他人")


class DeclineReason(models.TextChoices):
    """Why a request changes nothing: a closed list (frame F6)."""

    NOT_FOUND = "not_found", _("没有找到这户家庭，或这户没有参加")
    NOT_CONFIRMED = "not_confirmed", _("本户没有确认")
    ALREADY_RIGHT = "already_right", _("现有资料已经是对的")
    OTHER_CHOSEN = "other_chosen", _("同一事项已按另一份申请办理")
    WITHDRAWN = "withdrawn", _("申请人撤回了申请")


class Confirmation(models.TextChoices):
    """How the village made sure that the family wants the change."""

    IN_PERSON = "in_person", _("当面向本户核实")
    BY_PHONE = "by_phone", _("用登记的电话向本户核实")
    DOCUMENT = "document", _("看过户口簿等证件，未留存")


class DuplicateVerdict(models.TextChoices):
    SAME = "same", _("同一户")
    DIFFERENT = "different", _("是两户")


class MinorConsentKind(models.TextChoices):
    """Under fourteen the guardian agrees, from fourteen on the young person (个保法 31)."""

    GUARDIAN = "guardian", _("监护人同意")
    OWN = "own", _("本人同意")


class Guardian(models.TextChoices):
    """Who a guardian is to the child."""

    FATHER = "father", _("父亲")
    MOTHER = "mother", _("母亲")
    GRANDPARENT = "grandparent", _("祖父母或外祖父母")
    SIBLING = "sibling", _("成年兄姐")
    OTHER = "other", _("其他依法担任监护人的人或组织")


class CopyReason(models.TextChoices):
    """Why a family's file is handed out: a closed list (个保法 45, 49)."""

    FAMILY = "family", _("本户申请查阅、复制")
    KIN = "kin", _("户主去世，近亲属申请查阅、复制")


class EraseReason(models.TextChoices):
    """Why a family's data are erased: a closed list (个保法 47)."""

    ASKED = "asked", _("本户要求删除")
    OVER = "over", _("保存期限已到，或处理目的已经实现")
    KIN = "kin", _("户主去世，近亲属要求删除")
