"""States of a number, media types we accept, and the verbs of this slice."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberState(models.TextChoices):
    ISSUED = "issued", _("已编号")
    VOIDED = "voided", _("已作废")


class VoidReason(models.TextChoices):
    """Why a number is voided: a closed list, shown in the register for ever."""

    NOT_ISSUED = "not_issued", _("取号后没有印发")
    MISTAKE = "mistake", _("印发前发现内容有误，另行取号")
    TWICE = "twice", _("同一份公文取了两个号")
    WRONG_ORGAN = "wrong_organ", _("机关代字或年份不对")


class MediaType(models.TextChoices):
    """The types a stored file may have; decided by its content, never by its name."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"


SUFFIX = {
    MediaType.PDF: ".pdf",
    MediaType.PNG: ".png",
    MediaType.JPEG: ".jpg",
    MediaType.XLSX: ".xlsx",
    MediaType.DOCX: ".docx",
}


class PaperKind(models.TextChoices):
    """The forms of a cycle that are filled in by hand."""

    APPLICATION = "application", _("申报审批表")
    CONSENT = "consent", _("同意签字表")
    RECEIPT = "receipt", _("同意书和回执（带确认码）")
    ROLL = "roll", _("户长会议签到表")
    PROXY = "proxy", _("委托书")
    SCORES = "scores", _("评分表（每位评分人一叠）")
    TALLY = "tally", _("推举计票表")
    MINUTES = "minutes", _("户长会议记录")
    VILLAGE_REVIEW = "village_review", _("村（社区）总评名单")
    FEDERATION_OPINION = "federation_opinion", _("乡镇（街道）妇联意见名单")
    TOWN_APPROVAL = "town_approval", _("乡镇（街道）审批名单")
    POSTING = "posting", _("公示张贴记录")
    OBJECTION = "objection", _("公示异议表")
    ANSWER = "answer", _("公示异议答复表")
    WITHDRAWAL = "withdrawal", _("退出（撤回同意）表")
    CHANGE = "change", _("家庭资料变更表")


class Verb(StrEnum):
    STORE_FILE = "documents.store_file"
    DROP_FILE = "documents.drop_file"
    KEEP_PAPER = "documents.keep_paper"
    TAKE_NUMBER = "documents.take_number"
    VOID_NUMBER = "documents.void_number"
    VIEW_EXPORTS = "documents.view_exports"
    EXPORT = "documents.export"
    APPROVE_EXPORT = "documents.approve_export"
    DOWNLOAD = "documents.download"
