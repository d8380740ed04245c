"""A change on paper is typed in with its own day and who helped; the page of terms says what is due."""

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.households.factories import family
from anjia.households.models import ChangeRequest
from anjia.regions.models import Region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]


def test_a_paper_is_typed_in_and_the_terms_are_shown(cast):
    ground = lay_ground()
    group = Region.objects.filter(parent=ground.first).order_by("path").first()
    family(group, "何婷婷", household_size=3)
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit("/households/requests/record/size/").reads("见证人或代笔人", "提出的日期")
    officer.fill("户主姓名", "何婷婷").fill("现在常住几个人", "4").fill("见证人或代笔人", "王主任")
    officer.page.get_by_label("户主本人").check()
    officer.page.get_by_label("纸质申请").check()
    officer.picture("10-record").send()
    officer.reads("请记下查询码", "扫码到查询页").picture("10-receipt")
    assert officer.page.locator(".receipt-code svg").is_visible()
    officer.visit(f"/households/requests/{ChangeRequest.objects.get().pk}/").reads("纸质凭证", "见证人 王主任")
    officer.visit("/regions/retention/").reads("不进回收站", "个人信息保护法第47条", "现在没有").picture("15-retention")
