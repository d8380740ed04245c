"""The one gate for free text about a household (architecture 1, frame F6): what it refuses is data."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADVICE = {
    "petitioning": _("请不要写与反映诉求有关的内容；反映诉求是公民的权利，不影响评议。"),
    "belief": _("请不要写信仰、身份或政治面貌；评议只看公开、正面的行为。"),
    "health": _("请不要写健康状况；如需帮助请拨打 12338。"),
    "crime": _("请不要写违法犯罪或服刑情况；评议不看家庭成员的过往。"),
    "violence": _("请不要写在这里；遇到家庭暴力请拨打 110 或 12338，有人马上帮助。"),
    "disputes": _("请不要写纠纷或婚姻情况；需要调解请联系村（社区）调解员。"),
    "control": _("不设重点人员或家庭名单，请只写当日可见的事实。"),
}


@lru_cache
def guarded_words() -> dict[str, tuple[str, ...]]:
    """The words of the list shipped beside this module, by kind."""
    data = yaml.safe_load((Path(__file__).parent / "guarded_words.yaml").read_text(encoding="utf-8"))
    return {kind: tuple(entry["words"]) for kind, entry in data.items()}


def find_guarded(text: str) -> tuple[str, str] | None:
    """The first refused word of a text with its kind, or None. White space between characters does not hide it."""
    packed = "".join(text.split())
    for kind, words in guarded_words().items():
        for word in words:
            if word in packed:
                return word, kind
    return None


def validate_guarded(text: str) -> None:
    """Raise ValidationError with advice on what to write instead."""
    found = find_guarded(text or "")
    if found:
        word, kind = found
        raise ValidationError(
            _("“%(word)s”不能出现在有关家庭的文字里。%(advice)s"),
            code="guarded",
            params={"word": word, "advice": ADVICE[kind]},
        )
