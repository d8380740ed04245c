"""Verbs and closed lists of family stories (domain A7)."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with a family's story."""

    VIEW = "stories.view"
    WRITE = "stories.write"
    PUBLISH = "stories.publish"


class StoryState(models.TextChoices):
    DRAFT = "draft", _("撰写中")
    CHECKING = "checking", _("待核对发布")
    PUBLISHED = "published", _("已发布")
    TAKEN_DOWN = "taken_down", _("已撤下")


class Theme(models.TextChoices):
    """The sections of a story, in the order of the documents (domain A7-1)."""

    DILIGENCE = "diligence", _("勤劳致富")
    OPTIMISM = "optimism", _("乐观向上")
    PARENTING = "parenting", _("教子有方")
    NEIGHBOURS = "neighbours", _("团结邻里")


class FindingKind(models.TextChoices):
    """What must not slip into a public text (domain A7-3, C3 10)."""

    NAME = "name", _("姓名")
    SURNAME = "surname", _("残留的姓氏")
    ID_NUMBER = "id_number", _("证件号码")
    PHONE = "phone", _("电话号码")
    ADDRESS = "address", _("住址")
    MINOR = "minor", _("未成年人")
    PLACE = "place", _("地名")


class Settlement(models.TextChoices):
    """How a finding is settled where the words may stay."""

    NO_NAME = "no_name", _("不是人名，也认不出人")
    AGREED = "agreed", _("本人（监护人）已同意这样写")
    PUBLIC_PLACE = "public_place", _("公共地名，认不出住址")


# Findings of a kind that is not here are settled by mending the text, and in no other way.
MAY_STAY: dict[str, tuple[str, ...]] = {
    FindingKind.SURNAME: (Settlement.NO_NAME, Settlement.AGREED),
    FindingKind.MINOR: (Settlement.NO_NAME, Settlement.AGREED),
    FindingKind.PLACE: (Settlement.NO_NAME, Settlement.PUBLIC_PLACE),
}
