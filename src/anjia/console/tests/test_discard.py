"""The demonstration is thrown away, and the real house begins (experience 21)."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.accounts.models import Invitation, Membership, User
from anjia.console.demo.discard import counts, discard_demo, emptied
from anjia.console.demo.marks import MARK, OVER
from anjia.console.enums import Verb
from anjia.console.setup import find_demo_panels, steps
from anjia.documents import blobs
from anjia.documents.models import StoredFile
from anjia.evaluations.factories import family_in
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import start_rehearsal
from anjia.programmes.models import StandardVersion
from anjia.programmes.standards import shipped, stored
from anjia.regions.enums import Level
from anjia.regions.models import Region

# Both sides of the wall: everybody of the demonstration is asked, those behind it too.
pytestmark = pytest.mark.django_db(databases=["default", "services"])

URL = "console:demo_discard"


@pytest.fixture
def house(db, settings, tmp_path):
    """A demo installation with a folder of its own."""
    settings.DEMO, settings.DATA = True, tmp_path
    (tmp_path / MARK).touch()
    return tmp_path


@pytest.fixture
def ground(house):
    call_command("demo", "--size", "ground")
    return demo_user("administrator")


def demo_user(role):
    held = Membership.objects.filter(role=role, user__is_demo=True).order_by("user__username")
    return held[0].user


def real_user():
    return User.objects.create(username="13800000001", display_name="周某")


def rows_of(model):
    return models.QuerySet(model).count()


def test_nothing_is_left_of_a_year_but_what_a_real_house_needs(house, django_capture_on_commit_callbacks):
    call_command("demo", "--size", "small")
    village = demo_user("village_officer")
    start_rehearsal(village.memberships_now[0].region, by=village)
    places = Region.objects.exclude(level=Level.GROUP).count()
    digests = list(StoredFile.objects.values_list("sha256", flat=True))
    told = {str(label): count for label, count in counts()}
    assert told["年度周期（含演练）"] == 3
    events = AuditEvent.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        gone = discard_demo(by=demo_user("administrator"))
    connection.check_constraints()
    assert gone["households.Household"] == told["家庭"] > 0
    assert gone["accounts.User"] == told["演示账号"] > 0
    standards = {"Standard", "StandardVersion", "Criterion", "DeductionReason"}
    assert {m._meta.label: rows_of(m) for m in emptied() if m.__name__ not in standards and rows_of(m)} == {}
    assert [stored(v) for v in StandardVersion.objects.order_by("standard__code")] == shipped()
    assert Region.objects.count() == places
    assert digests
    assert not any(blobs.path_of(digest).exists() for digest in digests)
    assert not (house / MARK).exists()
    last = AuditEvent.objects.order_by("id").last()
    assert (last.verb, last.before) == (Verb.DISCARD_DEMO, gone)
    assert AuditEvent.objects.count() > events
    assert audit.verify().fault == ""
    city = Region.objects.get(level=Level.CITY)
    assert [(step.is_done, step.is_next) for step in steps(city.path)][:2] == [(False, True), (False, False)]


def test_every_table_is_either_kept_for_a_reason_or_emptied():
    kept = {m._meta.label for m in apps.get_models(include_auto_created=True) if m not in emptied()}
    assert kept == {
        "auth.Permission", "contenttypes.ContentType", "django_q.Schedule", "django_q.Success", "django_q.Failure",
        "kernel.AuditEvent", "kernel.AuditSeal", "kernel.AuditLink",
        "regions.Region", "regions.HolidayOverride", "regions.LegalBasis", "regions.LegacyTerm",
    }  # fmt: skip


def test_it_asks_the_database_the_same_for_three_families_as_for_one(ground):
    asked = []
    for number in (1, 3):
        call_command("demo", "--size", "ground")
        for _family in range(number):
            family_in(Region.objects.filter(level=Level.GROUP)[0])
        with CaptureQueriesContext(connection) as seen:
            assert discard_demo(by=SYSTEM)["households.Household"] == number
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_where_anybody_real_has_an_account_nothing_is_thrown_away(ground):
    real_user()
    people = User.objects.count()
    for by in (SYSTEM, ground):
        with pytest.raises(Refused, match="1 个真实账号"):
            discard_demo(by=by)
    with pytest.raises(CommandError, match="真实账号"):
        call_command("demo", "--discard")
    assert User.objects.count() == people
    assert find_demo_panels(ground, "") == []


def test_only_the_administrator_may(ground):
    for role in ("district_office", "village_officer", "auditor"):
        with pytest.raises(NotPermitted):
            discard_demo(by=demo_user(role))


def test_without_a_demonstration_there_is_nothing_to_throw_away(db):
    with pytest.raises(Refused, match="没有演示数据"):
        discard_demo(by=SYSTEM)


def test_the_command_says_what_it_takes_and_how_to_go_on(ground, capsys, django_capture_on_commit_callbacks, house):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("demo", "--discard")
    told = capsys.readouterr().out
    assert "家庭 0" in told
    assert "create_administrator" in told
    assert not User.objects.exists()
    assert (house / OVER).exists()
    call_command("demo", "--size", "ground")
    assert not (house / OVER).exists()


def test_the_page_names_what_goes_and_leads_to_the_first_administrator(ground, client, house):
    people = User.objects.count()
    client.force_login(ground)
    assert reverse(URL) in client.get("/console/").content.decode()
    body = client.get(reverse(URL)).content.decode()
    assert f"将清除 0 户、{people} 个演示账号" in body
    assert client.post(reverse(URL), {"username": "", "display_name": "", "once": uuid7()}).status_code == 422
    sent = {"username": "139 0000 0002", "display_name": "唐某", "once": uuid7()}
    answer = client.post(reverse(URL), sent)
    assert not User.objects.exists()
    invitation = Invitation.objects.get()
    assert (invitation.username, invitation.role, invitation.region.level) == ("13900000002", "administrator", "city")
    page = client.get(answer.url)
    assert "唐某" in page.content.decode()
    password = "Ein-Haus-am-Fluss-7"
    client.post(answer.url, {"password1": password, "password2": password, "once": uuid7()})
    assert [u.is_demo for u in User.objects.all()] == [False]


def test_a_broken_first_administrator_leaves_everything_as_it_was(ground, client):
    people = User.objects.count()
    client.force_login(ground)
    answer = client.post(reverse(URL), {"username": "not a number", "display_name": "唐某", "once": uuid7()})
    assert answer.status_code == 422
    assert User.objects.count() == people


def test_the_page_is_the_administrators_and_there_in_demonstrations_only(ground, client, settings):
    client.force_login(demo_user("district_office"))
    assert client.get(reverse(URL)).status_code == 403
    client.force_login(ground)
    real_user()
    assert "真实账号" in client.get(reverse(URL)).content.decode()
    User.objects.filter(is_demo=False).delete()
    User.objects.filter(pk=ground.pk).update(is_demo=False)
    settings.DEMO = False
    assert client.get(reverse(URL)).status_code == 404


def test_pages_stop_speaking_of_a_demonstration(ground, client, house):
    assert "这是演示数据" in client.get(reverse("account_login")).content.decode()
    (house / OVER).touch()
    assert "这是演示数据" not in client.get(reverse("account_login")).content.decode()
