"""States of a number, media types we accept, and the verbs of this slice."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberState(models.TextChoices):
    ISSUED = "issued", _("已编号")
    VOIDED = "voided", _("已作废")


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


class Verb(StrEnum):
    STORE_FILE = "documents.store_file"
    TAKE_NUMBER = "documents.take_number"
    VOID_NUMBER = "documents.void_number"
