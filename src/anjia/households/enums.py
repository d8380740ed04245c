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


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", _("未知")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明")
