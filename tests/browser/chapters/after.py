"""A family changes its mind: everything ends at once, and nobody asks why."""

from anjia.console.demo.ground import Ground
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from tests.browser.people import Cast


def a_family_withdraws(cast: Cast, ground: Ground) -> None:
    title = Title.objects.select_related("household").order_by("serial")[0]
    officer = cast.anew(ground.user("village_officer", ground.others[0]))
    officer.visit(f"/households/{title.household_id}/").press("撤回同意", within="main")
    officer.page.get_by_label("退出创建").check()
    officer.picture("34-withdraw").send()
    path = verification_url(title).split("://", 1)[1].split("/", 1)[1]
    cast.person().visit(f"/{path}").reads("请核对查验码").reads_not(title.serial, "退出")
