"""Whether a changed name is a slip of the pen or could be another person. Pure."""

from anjia.web.tokens import syllables

LETTERS_A_SLIP = 4
"""One wrong character in so many is a slip; a shorter name may have one as well."""


def distance(before: str, after: str) -> int:
    """How many characters must be changed, put in or left out to make one of the other.

    >>> distance("王小明", "王晓明"), distance("欧阳春兰", "欧阳兰")
    (1, 1)
    """
    row = list(range(len(after) + 1))
    for at, left in enumerate(before, start=1):
        last, row[0] = row[0], at
        for to, right in enumerate(after, start=1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (left != right))
    return row[-1]


def is_slip(before: str, after: str) -> bool:
    """One character in four (at least one), or other characters of the same sound: what typing gets wrong.

    >>> is_slip("王小明", "王晓明"), is_slip("何婷婷", "何亭亭"), is_slip("王小明", "李建军")
    (True, True, False)
    """
    allowed = max(1, max(len(before), len(after)) // LETTERS_A_SLIP)
    return distance(before, after) <= allowed or _sound(before) == _sound(after)


def _sound(name: str) -> str:
    return "".join(syllables(name)) or name
