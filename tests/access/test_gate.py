"""Default-deny (quality 3, checks 1, 2, 6, 8): every route of the resolver says who may come in."""

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory

from anjia.kernel.permissions import grants
from anjia.regions.models import HolidayOverride
from anjia.web.gate import PUBLIC, SIGNED_IN, Open, WriteInGet, read_only
from tests.access.resolver import Route, routes

pytestmark = pytest.mark.django_db

ROUTES = routes()
CLOSED = [route for route in ROUTES if route.permission is not PUBLIC]

# The reviewed list of what anybody may open without signing in. A new public route must be added here by hand.
PUBLIC_ROUTES = {
    "accounts:accept_invitation",
    "account_login",
    "account_logout",
    "health_live",
    "health_ready",
    "honours:public_result",
    "honours:public_results",
    "honours:verify",
    "honours:verify_code",
    "mfa_authenticate",
    "notices:object",
    "notices:objection_progress",
    "notices:public_notice",
    "notices:public_notices",
    "programmes:standard",
    "public:home",
    "public:stored",
    "web:gallery",
    "web:preferences",
}


def name_of(route: Route) -> str:
    return route.name


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_declares_a_permission_that_somebody_holds(route):
    assert route.permission is not None, "closed to everybody: declare a permission"
    if not isinstance(route.permission, Open):
        assert grants.roles_with(route.permission), f"no role holds {route.permission}"


def test_only_the_reviewed_routes_are_public():
    public = {route.name for route in ROUTES if route.permission is PUBLIC}
    assert public - PUBLIC_ROUTES == set()


@pytest.mark.parametrize("route", CLOSED, ids=name_of)
def test_a_guest_is_led_to_the_sign_in_page(client, route):
    for method in (client.get, client.post):
        answer = method(route.sample_url())
        assert answer.status_code == 302
        assert "/login" in answer["Location"]


@pytest.mark.parametrize("route", CLOSED, ids=name_of)
def test_a_person_without_any_role_opens_nothing_but_what_is_for_everyone(client, world, route):
    nobody = world.group_leader
    nobody.memberships.all().delete()
    client.force_login(nobody, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(route.sample_url())
    if route.permission is SIGNED_IN:
        assert answer.status_code in {200, 302, 404, 405}
    else:
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_post_without_the_csrf_token_is_refused(route):
    answer = Client(enforce_csrf_checks=True).post(route.sample_url())
    assert answer.status_code in {403, 405} or "/login" in answer.headers.get("Location", "")


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_answer_carries_the_headers(client, route):
    answer = client.get(route.sample_url())
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Request-Id"]


def test_a_page_that_is_looked_at_cannot_write():
    request = RequestFactory().get("/")
    connection.ensure_connection()
    with read_only(request), pytest.raises(WriteInGet), transaction.atomic():
        HolidayOverride.objects.create(date="2027-01-01", is_workday=False)
    with read_only(RequestFactory().post("/")):
        HolidayOverride.objects.create(date="2027-01-01", is_workday=False)
    with read_only(request):
        assert HolidayOverride.objects.count() == 1
