"""Verbs and closed lists of the route for people who were pressed to join."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(StrEnum):
    """What may be done with what people say about pressure."""

    ANSWER = "supervision.answer_pressure"


class Pressure(models.TextChoices):
    """What was done to make a family join: things done by those who run the programme, nothing about the family."""

    COMPULSORY = "compulsory", _("说这是必须参加的")
    LINKED = "linked", _("和待遇、补贴、办事或收钱挂钩")
    SIGNED_FOR = "signed_for", _("没有问过我家，就替我家签了字或报了名")
    PRESSED_AGAIN = "pressed_again", _("说了不参加，还一再来催")
    OTHER = "other", _("其他不自愿的情形")


class ReportState(models.TextChoices):
    RECEIVED = "received", _("区县办公室已收到")
    ANSWERED = "answered", _("已答复")


class Measure(models.TextChoices):
    """What the district did; none of them asks who wrote, and none needs to know."""

    REMINDED = "reminded", _("已要求该村（社区）向所有家庭重申自愿参加")
    POSTED = "posted", _("已在该村（社区）张贴告知：自愿参加、随时退出、怎样退出")
    CHECKED = "checked", _("已由区县抽查该村（社区）的同意凭证，不实的已作废")
    UNLINKED = "unlinked", _("已制止把参加与待遇、办事、收钱挂钩")
    NOT_FOUND = "not_found", _("没有查到这种做法，仍已重申自愿参加")
    ELSEWHERE = "elsewhere", _("不是平安家庭创建的事，请拨打 12338 或 12345")
