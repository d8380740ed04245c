"""The gallery in a real browser: accessible, nothing cut off, targets for thumbs, scoring by keyboard."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from anjia.web.views.gallery import PAGES

pytestmark = pytest.mark.browser

AXE = settings.ROOT / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [
    ("?theme=light", False),
    ("?theme=dark", False),
    ("?theme=light", True),
    ("?theme=dark&mode=elder", True),
    ("?mode=elder&lang=en", False),
]
TARGETS = """least => [...document.querySelectorAll(
    "button, summary, select:not([aria-hidden]), .act, .tabs a, .nav a, .choice, .line-link, "
    + "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file])")]
  .filter(one => one.offsetParent && !one.closest(".ts-control, .search") && one.offsetHeight < least)
  .map(one => one.offsetHeight + " " + one.outerHTML.slice(0, 90))"""
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


# Rules whose every finding is minor or moderate are not run: a third of the time for what nobody asks here.
SERIOUS = """leftOut => {
  const lighter = axe._audit.rules.filter(rule => !["serious", "critical"].includes(rule.impact));
  const rules = Object.fromEntries(lighter.map(rule => [rule.id, {enabled: false}]));
  return axe.run({exclude: leftOut.map(part => [part])}, {resultTypes: ["violations"], rules})
    .then(found => found.violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 120)]));
}"""


def serious_faults(page: Page, *, but: tuple[str, ...] = ()) -> list[str]:
    """What axe finds serious or critical on the page, parts that were examined before left out."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(SERIOUS, but)
    return [f"{name}: {html}" for name, impact, html in found if impact in {"serious", "critical"}]


def is_cut_off(page: Page) -> bool:
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


@pytest.mark.parametrize(("look", "phone"), LOOKS)
def test_every_page_is_accessible(cast, look: str, phone: bool) -> None:
    reader = cast.person(phone=phone)
    for name in PAGES:
        reader.visit(f"/web/gallery/{name}/{look}")
        assert serious_faults(reader.page) == [], name
        assert not is_cut_off(reader.page), name
        assert reader.page.evaluate(TARGETS, 60 if "elder" in look else 44) == [], name


@pytest.mark.parametrize("look", ["", "?mode=elder"])
def test_nothing_is_lost_at_320_pixels(cast, look: str) -> None:
    reader = cast.person(phone=True)
    reader.page.set_viewport_size({"width": 320, "height": 640})
    for name in PAGES:
        reader.visit(f"/web/gallery/{name}/{look}")
        assert not is_cut_off(reader.page), name


class TestScoring:
    @pytest.fixture
    def page(self, cast) -> Page:
        return cast.person().visit("/web/gallery/scoring/").page

    def total(self, page: Page) -> str:
        return page.inner_text("[data-total]")

    def test_digits_and_arrows(self, page: Page) -> None:
        page.keyboard.press("ArrowDown")
        page.keyboard.type("9.5")

        assert page.input_value("#score_c2") == "9.5"
        assert page.input_value("[name=reason_c2]") == "r2"
        assert self.total(page) == "97.5"

    def test_enter_confirms_the_family(self, page: Page) -> None:
        with page.expect_request(lambda request: request.method == "POST") as sent:
            page.keyboard.press("Enter")

        assert "score_c3=8&reason_c3=a" in sent.value.post_data

    def test_a_deduction_needs_a_reason_and_keeps_its_limit(self, page: Page) -> None:
        page.fill("#score_c8", "9")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "reason_c8"

        page.select_option("[name=reason_c8]", "b")
        page.fill("#score_c8", "5")
        page.keyboard.press("Enter")
        assert page.inner_text("#why_c8") == "这一理由最多扣 3 分"

    def test_a_column_pastes_in_from_a_table(self, page: Page) -> None:
        page.focus("#score_c1")
        page.evaluate(PASTE, "9\r\n8.5\r\n１０\r\n")

        assert [page.input_value(f"#score_c{n}") for n in (1, 2, 3)] == ["9", "8.5", "10"]
        assert self.total(page) == "97.5"

    def test_the_thumb_takes_off_and_gives_back(self, page: Page) -> None:
        row = page.locator("[data-criterion]").first
        for _ in range(3):
            row.locator("[data-less]").click()

        assert page.input_value("#score_c1") == "7"
        assert row.locator("[data-less]").is_disabled()
        row.locator("[data-more]").click()
        assert page.input_value("#score_c1") == "8"


def test_the_slash_goes_to_the_search(cast) -> None:
    page = cast.person().visit("/web/gallery/home/").page
    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "q"


def test_the_eye_is_led_to_what_is_wrong(cast) -> None:
    page = cast.person().visit("/web/gallery/").page
    assert page.evaluate("document.activeElement.className") == "error-summary"

    page.locator(".error-summary a").nth(3).click()
    assert page.evaluate("document.activeElement.id") == "id_verdict_0"
