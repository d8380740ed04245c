"""What a visitor and each role see first, on desktop and phone (experience 14; gates)."""

import pytest

from anjia.console.demo.ground import lay_ground

pytestmark = pytest.mark.browser


def test_a_visitor_and_an_officer_find_their_way(cast):
    ground = lay_ground()
    visitor = cast.person(phone=True).visit("/")
    visitor.reads("平安家庭，自愿参加，公开评议", "12338").press("安家存什么，永远不存什么")
    visitor.reads("永远不存", "政治面貌")
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.reads("来园社区居委会", "接下来做什么")
