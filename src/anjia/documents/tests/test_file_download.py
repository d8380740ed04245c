"""Downloads: the owner of a kind decides who may read; for others there is no such file (quality 3, check 3)."""

import pytest
from django.test import Client
from django.urls import reverse

from anjia.accounts.testing import World
from anjia.documents import access
from anjia.documents.actions import store_file
from anjia.documents.models import StoredFile
from anjia.documents.tests.test_store_file import PDF
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def readers_of_the_town(actor: object, stored: StoredFile) -> bool:
    return any(stored.region_path.startswith(path) for path in actor.scopes("documents.void_number"))


@pytest.fixture
def stored(world: World) -> StoredFile:
    access.register("test_download", readers_of_the_town)
    path = world.town.path
    return store_file(PDF, name="命名决定.pdf", kind="test_download", region_path=path, by=SYSTEM)


def answer(user: object, stored: StoredFile) -> object:
    client = Client()
    client.force_login(user)
    return client.get(reverse("documents:file_download", args=[stored.pk]))


def test_who_may_read_gets_the_bytes_as_an_attachment(world: World, stored: StoredFile) -> None:
    response = answer(world.town_leading_group, stored)
    assert (response.status_code, response.content) == (200, PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_for_a_neighbour_there_is_no_such_file(world: World, stored: StoredFile) -> None:
    assert answer(world.neighbour_town_leading_group, stored).status_code == 404


def test_a_kind_that_nobody_answers_for_is_nobodys(world: World, stored: StoredFile) -> None:
    StoredFile.objects.filter(pk=stored.pk).update(kind="unheard_of")
    assert answer(world.town_leading_group, stored).status_code == 404


def test_without_signing_in_there_is_no_file(stored: StoredFile) -> None:
    assert Client().get(reverse("documents:file_download", args=[stored.pk])).status_code in {302, 404}


def test_a_kind_has_one_predicate(stored: StoredFile) -> None:
    with pytest.raises(ValueError, match="already"):
        access.register("test_download", lambda actor, stored: True)
