"""Verbs and closed lists of model families, plaques, ceremonies and other honours."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done for model families."""

    VIEW = "exemplars.view"
    RECOMMEND = "exemplars.recommend"
    FORWARD = "exemplars.forward"
    PREPARE = "exemplars.prepare"
    DECIDE = "exemplars.decide"
    SIGN = "exemplars.sign"
    MAKE_PLAQUE = "exemplars.make_plaque"
    HAND_PLAQUE = "exemplars.hand_plaque"
    ARRANGE = "exemplars.arrange"
    RECORD_HONOUR = "exemplars.record_honour"
    EXPORT = "exemplars.export"


class RecommendationState(models.TextChoices):
    """A model family's way (domain A5): the roster goes up level by level, then the district names."""

    PROPOSED = "proposed", _("村（社区）拟推荐")
    SUBMITTED = "submitted", _("已报乡镇（街道）")
    RECOMMENDED = "recommended", _("已报区县")
    NAMED_MODEL = "named_model", _("已命名示范户")
    PLAQUE_AWARDED = "plaque_awarded", _("已授牌")
    RETURNED = "returned", _("已退回村（社区）")
    RETRACTED = "retracted", _("村（社区）已撤回")
    ENDED = "ended", _("已终止")


class ReturnReason(models.TextChoices):
    """Why a recommendation goes back: a closed list about papers and procedure, never about the family."""

    PAPERS = "papers", _("材料不全，请补充")
    AGREEMENT = "agreement", _("请再确认本户同意推荐")
    OVER_QUOTA = "over_quota", _("超过示范户指标")
    LIST_ORDER = "list_order", _("名册顺序或内容有误，请核对")


class PlaqueState(models.TextChoices):
    """The life of a plaque, from the workshop to its return."""

    MADE = "made", _("已制作，待授牌")
    GIVEN = "given", _("已授牌")
    LOST = "lost", _("已报遗失")
    REPLACED = "replaced", _("已换发")
    RECALL_DUE = "recall_due", _("待收回")
    RECALLED = "recalled", _("已收回")
    VOIDED = "voided", _("已注销")


class ReplaceReason(models.TextChoices):
    LOST = "lost", _("遗失")
    DAMAGED = "damaged", _("破损")
    WRONG = "wrong", _("内容有误")


class HonourKind(models.TextChoices):
    """Other honours a family may hold; they save filling in a form twice and change no score."""

    MOST_BEAUTIFUL = "most_beautiful", _("最美家庭")
    CIVILISED = "civilised", _("文明家庭")
    FIVE_GOOD = "five_good", _("五好家庭")
    OTHER = "other", _("其他荣誉")
