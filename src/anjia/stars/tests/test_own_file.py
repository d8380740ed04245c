"""What the family itself reads: every star, why one is missing, and how to win it (issue 4)."""

from django.utils import timezone

from anjia.households.own_file import own_file
from anjia.stars.actions import grade_year
from anjia.stars.factories import whole_year


def lines_of(household):
    parts = own_file(household, timezone.localdate())
    return [(str(line.label), str(line.text)) for part in parts for line in part.lines if "星" in str(part.title)]


def test_each_quarter_each_missing_star_and_the_year(ground):
    first, second, third = ground.families
    whole_year(ground.cycle, ground.village, {first: (5, 5, 5, 4), second: (5, 5, 5, 5)})
    grade_year(ground.cycle, by=ground.world.district_office)
    told = lines_of(first)
    assert ("第 4 季度", "五颗星得了 4 颗。") in told
    assert ("“爱心奉献”没有得星", "本季没有收到自我声明、积分或表彰") in told
    assert told[-1] == ("全年", "四星（19 颗）")
    assert not any("没有得星" in label for label, _text in lines_of(second))
    assert lines_of(third) == []
