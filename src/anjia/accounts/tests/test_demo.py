"""The people of the demonstration, who exist nowhere else."""

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from anjia.accounts import demo, roles
from anjia.accounts.models import User
from anjia.kernel.exceptions import Refused
from anjia.regions.factories import city_tree

SIGN_IN = "/accounts/sign-in/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def tree(db, settings):
    settings.DEMO = True
    tree = city_tree()
    demo.make_demo_users(tree.town, neighbour=tree.neighbour_town)
    return tree


def sign_in(client, person):
    client.post(SIGN_IN, {"login": person.username, "password": person.password})
    if person.code:
        client.post(reverse("mfa_authenticate"), {"code": person.code})
    return "_auth_user_id" in client.session


def test_every_role_is_there_and_nobody_twice(tree):
    held = {role for role in roles.BY_KEY if User.objects.filter(memberships__role=role).exists()}
    assert held == set(roles.BY_KEY)
    count = User.objects.count()
    demo.make_demo_users(tree.town, neighbour=tree.neighbour_town)
    assert User.objects.count() == count


def test_the_page_and_the_command_show_how_to_get_in(client, tree, capsys):
    page = client.get(SIGN_IN).content.decode()
    people = demo.sign_ins()
    for person in people:
        assert person.username in page
    call_command("demo_signins")
    assert capsys.readouterr().out.count(demo.PASSWORD) == len(people)
    assert sign_in(client, people[0])


def test_the_code_page_shows_the_code(client, tree):
    person = next(person for person in demo.sign_ins() if person.code)
    client.post(SIGN_IN, {"login": person.username, "password": person.password})
    page = client.get(reverse("mfa_authenticate"))
    assert page.context["demo_code"] in page.content.decode()


def test_without_the_demonstration_they_cannot_get_in(client, tree, settings):
    person = demo.sign_ins()[-1]
    assert sign_in(client, person)
    settings.DEMO = False
    assert client.get(reverse("accounts:me"))["Location"].startswith(SIGN_IN)
    client.logout()
    assert not sign_in(client, person)
    assert demo.sign_ins() == []
    assert person.username not in client.get(SIGN_IN).content.decode()
    with pytest.raises(CommandError, match="ANJIA_DEMO"):
        call_command("demo_signins")


def test_without_the_demonstration_none_are_made(db, settings):
    settings.DEMO = False
    with pytest.raises(Refused):
        demo.make_demo_users(city_tree().town)


def test_a_real_user_is_never_taken_for_a_demo_user(db, settings):
    settings.DEMO = True
    User.objects.create(username="demo001", display_name="真人")
    with pytest.raises(Refused):
        demo.make_demo_users(city_tree().town)
