"""A quarter's stars as five letters in the order of the criteria: on what each star rests, or why it is missing.

`ddcmN` is four stars: two by the family's own declaration, one by a credit, one by a commendation, and the fifth
missing for want of evidence. The closed lists are the letters, so that nothing else can be written down (A6-7).
"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.stars.enums import Evidence, Miss

A_QUARTER = 5
A_YEAR = 20
QUARTERS = (1, 2, 3, 4)
GOT = frozenset(Evidence.values)
LETTERS = GOT | frozenset(Miss.values)
YES, NO = frozenset("1√✓★是y"), frozenset("0×x✗☆否n-")


def stars_of(marks: str) -> int:
    """
    >>> stars_of("ddcmN"), stars_of("NNNNN")
    (4, 0)
    """
    return sum(letter in GOT for letter in marks)


def missing(marks: str) -> list[int]:
    """The positions (from 0) of the stars that were not given.

    >>> missing("ddcmN"), missing("FdddU")
    ([4], [0, 4])
    """
    return [at for at, letter in enumerate(marks) if letter not in GOT]


def check_marks(marks: str) -> str:
    """The letters, whole and known. Raises Refused, in words, for anything else."""
    if not isinstance(marks, str) or len(marks) != A_QUARTER:
        raise Refused(_("每季要逐项记五颗星，不多也不少。"))
    if not set(marks) <= LETTERS:
        raise Refused(_("每颗星要写明依据（自我声明、积分、表彰），没有得的要从列表里选原因。"))
    return marks


def typed(text: str, credited: Collection[int] = ()) -> str:
    """Marks from what a person types or pastes: `5`, `0`, or five signs such as `11011` and `√√×√√`.

    A star that is given rests on the credit where the family holds one (`credited` are positions from 0), else on its
    declaration; one that is not has no evidence. Raises Refused, in words: 21, -1 and 1.5 are no stars (domain A6-3).
    """
    signs = "".join(text.split()).lower().translate({0xFF10 + n: str(n) for n in range(10)})
    if signs in {"0", "5"}:
        signs = ("1" if signs == "5" else "0") * A_QUARTER
    if len(signs) != A_QUARTER or not set(signs) <= YES | NO:
        raise Refused(_not_stars(signs))
    return "".join(
        (Evidence.CREDIT if at in credited else Evidence.DECLARATION) if sign in YES else Miss.NO_EVIDENCE
        for at, sign in enumerate(signs)
    )


def _not_stars(signs: str) -> str:
    if signs in {"1", "2", "3", "4"}:
        return str(_("“%(text)s”颗要指出是哪几颗：请逐项写，例如 11011。") % {"text": signs})
    return str(
        _("“%(text)s”不是一季的星数。一季是 0 到 5 颗整星，可以写 5、0，或逐项写 11011。") % {"text": signs[:20]}
    )
