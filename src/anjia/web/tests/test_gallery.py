"""The gallery in every look; no page of the project carries inline script or style."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from anjia.web.views.gallery import PAGES

INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son(?!ce=)[a-z]+=|javascript:", re.IGNORECASE)
LOOKS = ["", "?theme=dark", "?mode=elder", "?lang=en", "?theme=dark&mode=elder&lang=en"]


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
class TestGallery:
    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("look", LOOKS)
    def test_every_page_in_every_look(self, client: Client, name: str, look: str) -> None:
        response = client.get(f"/web/gallery/{name}/{look}")

        html = response.content.decode()
        assert response.status_code == 200
        assert "<c-" not in html
        assert not INLINE.search(html.replace("&lt;", ""))

    def test_the_look_stands_on_the_root(self, client: Client) -> None:
        html = client.get("/web/gallery/?theme=dark&mode=elder&lang=en").content.decode()

        assert 'lang="en" data-theme="dark" data-mode="elder"' in html

    def test_an_unknown_page_is_not_found(self, client: Client) -> None:
        assert client.get("/web/gallery/nothing/").status_code == 404


@pytest.mark.django_db
def test_the_gallery_is_closed_in_earnest(client: Client) -> None:
    assert client.get("/web/gallery/").status_code == 404


@pytest.mark.parametrize("path", sorted(Path(project.SOURCE).rglob("templates/**/*.html")), ids=lambda p: p.name)
def test_no_template_has_inline_script_or_style(path: Path) -> None:
    assert not INLINE.search(path.read_text(encoding="utf-8"))
