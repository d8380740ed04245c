"""The page “what Anjia stores and never stores” tells the truth about the schema (frame F2, F3, F5; check 30)."""

import pytest
from django.apps import apps

from anjia.kernel.schema import Privacy
from anjia.public.stored import NEVER, STORED, names_in_schema, personal_fields


def explained():
    return {(entry.model, name) for entry in STORED for name in entry.fields}


def test_every_personal_field_is_explained():
    assert sorted(set(personal_fields()) - explained()) == []


def test_nothing_is_explained_that_does_not_exist():
    assert sorted(explained() - set(personal_fields())) == []


def test_the_page_speaks_of_the_fields_that_matter_most():
    fields = personal_fields()
    assert fields["households.household", "phone"] is Privacy.PERSONAL
    assert fields["accounts.user", "password"] is Privacy.SENSITIVE


@pytest.mark.parametrize("line", NEVER, ids=[line.code for line in NEVER])
def test_no_table_field_or_list_holds_what_is_never_stored(line):
    found = {word: place for word, place in names_in_schema(walled=not line.told_apart).items() if word in line.words}
    assert found == {}


def test_the_search_itself_would_find_something():
    """The never-list is only worth something if the words of the schema are really read."""
    words = names_in_schema()
    assert {"household", "phone", "consent", "withdrawn", "kinship"} <= set(words)
    assert "Household" in words["kinship"]


def test_no_model_has_a_field_for_political_status():
    """Domain A5-9."""
    names = {f.name for model in apps.get_models() for f in model._meta.get_fields()}
    assert not {name for name in names if "politic" in name}


@pytest.mark.django_db
def test_the_page_is_open_to_everybody(client):
    page = client.get("/stored/")
    assert page.status_code == 200
    assert "政治面貌" in page.content.decode()


@pytest.mark.django_db
def test_the_page_reads_in_english_too(client):
    client.cookies["django_language"] = "en"
    assert "Political" in client.get("/stored/").content.decode()
