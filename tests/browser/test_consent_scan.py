"""A sheet is printed, signed, scanned crooked and noisy, uploaded once, and filed to the families a person ticked."""

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.documents.render import render_consent_sheet
from anjia.households.actions import print_sheets
from anjia.households.factories import consent, family
from anjia.households.models import Consent
from anjia.households.papers import sheet_of
from anjia.households.tests.scanning import as_pdf, as_photo, printed, scanned, sign
from anjia.kernel.jobs import run_pending

pytestmark = pytest.mark.browser
FAMILIES = 15


def test_a_signed_sheet_comes_back_and_finds_its_families(cast, tmp_path):
    ground = lay_ground()
    group = ground.first.children.get(name="1组")
    for number in range(1, FAMILIES + 1):
        consent(family(group, f"何家{number:02}", phone=""))
    user = ground.user("village_officer", ground.first)
    pages = print_sheets(group, by=user)
    first, second = (sign(page) for page in printed(render_consent_sheet(sheet_of(pages))))
    copier, phone = tmp_path / "复印机.pdf", tmp_path / "手机.jpg"
    copier.write_bytes(as_pdf([scanned(second, turn=180)]))
    phone.write_bytes(as_photo(scanned(first, turn=1.8)))

    officer = cast.person(user).visit("/households/consents/").reads(f"{FAMILIES}")
    officer.press("上传签字表", within="main")
    officer.page.set_input_files("[name=scans]", [copier, phone])
    officer.send()
    run_pending()
    officer.page.reload()
    officer.reads("待核对签名", "没有人看过之前，谁也不算签了").picture("14a-scanned-pages").press("开始核对")
    boxes = officer.page.locator("[name=participate]")
    assert officer.page.locator("[name=participate]:checked").count() == 0
    boxes.nth(0).focus()
    for _row in range(2):
        officer.page.keyboard.press("Space")
        officer.page.keyboard.press("ArrowDown")
    officer.page.fill("[name=signed_on]", "2026-04-12")
    officer.picture("14b-scan-desk")
    boxes.nth(0).focus()
    officer.page.keyboard.press("Enter")
    officer.reads("1组 第1批 第")
    officer.page.locator("[data-pick-all]").check()
    officer.send().reads("这次上传的页都核对完了。", "已归档")
    assert Consent.objects.filter(state="proven").count() == 2 + 12
    officer.visit("/households/consents/").reads("何家")
    town = cast.person(ground.user("town_federation", ground.town)).visit("/households/consents/counts/")
    town.reads("1").reads_not("何家")
