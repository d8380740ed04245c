"""The scan before publication: names, residues of surnames, numbers, addresses, minors, places (domain A7-3)."""

import doctest

import pytest

from anjia.stories import scanning
from anjia.stories.enums import FindingKind as K
from anjia.stories.scanning import Known, scan

KNOWN = Known(
    hidden=frozenset({"袁丽华", "李小宝"}),
    shown=frozenset({"袁建国"}),
    minors=frozenset({"李小宝"}),
    address="东浜路35号",
    places=frozenset({"贺家土", "来园"}),
)


def found(text: str) -> set[tuple[str, str]]:
    return {(each.kind, each.excerpt) for each in scan([("diligence", text)], KNOWN)}


def kinds(text: str) -> set[str]:
    return {kind for kind, _excerpt in found(text)}


def test_the_examples():
    assert doctest.testmod(scanning).failed == 0


def test_the_vector_of_the_documents():
    """V A7-3: the surname 袁 is left in a text that hides the name: 袁她."""
    assert K.SURNAME in kinds("那一年，袁她承包了三百亩地。")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("袁丽华起早贪黑。", K.NAME),
        ("李小宝考了第一名。", K.MINOR),
        ("老张常来帮忙。", K.SURNAME),
        ("邻居陈大姐说好。", K.SURNAME),
        ("身份证 430203197005150021", K.ID_NUMBER),
        ("身份证 43020319700515002X", K.ID_NUMBER),
        ("电话１３８ 0000-1234", K.PHONE),
        ("电话 0731-28881234", K.PHONE),
        ("住在东浜路35号", K.ADDRESS),
        ("住在3 栋", K.ADDRESS),
        ("儿子今年12岁", K.MINOR),
        ("孩子十二岁那年", K.MINOR),
        ("在红旗小学读三年级", K.MINOR),
        ("贺家土的乡亲", K.PLACE),
        ("搬到了石门村", K.PLACE),
    ],
)
def test_what_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "起早摸黑种好百余亩地，又带着乡亲一起干。",
        "袁建国同意写他的名字，袁建国种地三百亩。",
        "1998年开始，年收入3000元以上，2002年得过奖。",
        "五十岁那年当选为先进，全村的人都来祝贺。",
    ],
)
def test_what_may_stand(text):
    """Figures of a year's work, the name of whoever agreed, common words."""
    assert found(text) == set()


def test_each_is_told_once_and_where_it_stands():
    twice = scan([("diligence", "贺家土，贺家土"), ("headline", "贺家土")], KNOWN)
    assert [(each.place, each.excerpt) for each in twice] == [("diligence", "贺家土"), ("headline", "贺家土")]
