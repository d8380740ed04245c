"""Chinese numerals from 一 to 九十九, as they stand in rosters."""

_DIGITS = "一二三四五六七八九"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return lead + (_DIGITS[ones - 1] if ones else "")


NUMERALS = {_numeral(number): str(number) for number in range(1, 100)} | {"两": "2"}
