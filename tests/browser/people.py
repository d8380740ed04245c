"""People at their browsers: they sign in, read the screen, press what it offers, and are told when it complains."""

import re
from datetime import timedelta
from pathlib import Path

import pyotp
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from anjia.accounts.demo import PASSWORD, code_of, secret_of
from anjia.accounts.models import User

DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


class Person:
    """One person with a browser of their own."""

    def __init__(self, cast: "Cast", context: BrowserContext):
        self.cast, self.context = cast, context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        # A refused form answers with its own status, which the browser notes; that is no fault of the page.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def visit(self, path: str) -> "Person":
        self.page.goto(self.cast.url + path)
        return self

    def sign_in(self, user: User) -> "Person":
        """Name, password and, where the role needs it, the one-time code."""
        self.visit("/accounts/sign-in/")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", PASSWORD)
        self.press("登录")
        if code_of(user):
            self._give_code(pyotp.TOTP(secret_of(user)))
        self.page.wait_for_url("**/console/**")
        return self

    def _give_code(self, device: pyotp.TOTP) -> None:
        """The code of now; at a second browser within the same half minute it is used up, and the next one counts."""
        for later in (0, 1):
            with self.page.expect_navigation():
                self.page.fill("[name=code]", device.at(timezone.now() + later * timedelta(seconds=device.interval)))
                self.page.keyboard.press("Enter")
            if "sign-in/code" not in self.page.url:
                return

    def press(self, name: str, *, within: str = "body") -> "Person":
        """Press the button or follow the link with this name."""
        self.control(name, within=within).click()
        self.page.wait_for_load_state()
        return self

    def control(self, name: str, *, within: str = "body") -> Locator:
        """The button or link with this name, looked for below 更多 too where the navigation has more."""
        place, more = self.page.locator(within), self.page.locator(".nav-more:visible")
        below = more.get_by_role("link", name=name, exact=True, include_hidden=True)
        for exact in (True, False):
            found = place.get_by_role("button", name=name, exact=exact)
            found = found.or_(place.get_by_role("link", name=name, exact=exact)).locator("visible=true")
            if found.count():
                return found.first
            if exact and below.count():
                more.locator("summary").click()
                return below.first
        raise AssertionError(f"“{name}” is not offered on {self.page.url}: {self.offers()}")

    def offers(self) -> list[str]:
        """What one can press here, for the message of a test that fails."""
        return [text for text in self.page.locator("main a, main button").all_inner_texts() if text.strip()]

    def send(self) -> "Person":
        """Press the page's one primary button."""
        self.page.locator("main .act-primary:visible").last.click()
        self.page.wait_for_load_state()
        return self

    def fill(self, label: str, value: str) -> "Person":
        self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def choose(self, label: str, option: str) -> "Person":
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def tick(self, label: str) -> "Person":
        self.page.get_by_label(label).first.check()
        return self

    def reads(self, *texts: str) -> "Person":
        """The screen says this."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def reads_not(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def number(self, pattern: str) -> int:
        """The first number a pattern finds on the screen."""
        found = re.search(pattern, self.page.locator("main").inner_text())
        assert found, f"{pattern} is not on {self.page.url}"
        return int(found.group(1).replace(",", ""))

    def upload(self, label: str, path: Path) -> "Person":
        self.page.get_by_label(label).first.set_input_files(path)
        return self

    def picture(self, name: str) -> "Person":
        """Keep a picture for the manual, where pictures are wanted."""
        if self.cast.pictures:
            self.cast.pictures.mkdir(parents=True, exist_ok=True)
            whole = (self.page.viewport_size or DESKTOP)["width"] > PHONE["width"]
            self.page.screenshot(path=self.cast.pictures / f"{name}.png", full_page=whole, caret="initial")
        return self


class Cast:
    """Hands out people, and at the end asks whether any page complained."""

    def __init__(self, browser: Browser, url: str, pictures: Path | None):
        self.browser, self.url, self.pictures = browser, url, pictures
        self.people: list[Person] = []
        self.signed_in: dict[tuple[object, bool], Person] = {}

    def person(self, user: User | None = None, *, phone: bool = False, cookies: dict[str, str] | None = None) -> Person:
        """Somebody at a desk or on a phone; a user signs in once and is found at the same browser later."""
        if user is not None and (user.pk, phone) in self.signed_in:
            return self.signed_in[user.pk, phone]
        size = PHONE if phone else DESKTOP
        context = self.browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True)
        given = [{"name": name, "value": value, "url": self.url} for name, value in (cookies or {}).items()]
        if given:
            context.add_cookies(given)
        made = Person(self, context)
        self.people.append(made)
        if user is None:
            return made
        self.signed_in[user.pk, phone] = made
        return made.sign_in(user)

    def anew(self, user: User) -> Person:
        """The same person another day: signs in again where the session has ended."""
        found = self.person(user).visit("/console/")
        return found.sign_in(user) if "sign-in" in found.page.url else found

    def leave(self) -> None:
        complaints = [line for person in self.people for line in person.complaints]
        for person in self.people:
            person.context.close()
        assert complaints == [], complaints
