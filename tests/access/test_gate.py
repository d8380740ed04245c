"""Default-deny (quality 3, checks 1, 2, 6, 8): every route of the resolver says who may come in."""

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from anjia.accounts.factories import secret_for
from anjia.kernel.permissions import grants
from anjia.regions.models import HolidayOverride
from anjia.web.api.problems import CONTENT_TYPE
from anjia.web.gate import PUBLIC, SIGNED_IN, Open, WriteInGet, read_only
from tests.access.resolver import routes

pytestmark = pytest.mark.django_db(databases=["default", "services"])

ROUTES = routes()
PAGES = [route for route in ROUTES if not route.is_api]
CLOSED = [route for route in PAGES if route.permission is not PUBLIC]
CLOSED_API = [route for route in ROUTES if route.is_api and route.permission is not PUBLIC]

# The reviewed list of what anybody may open without signing in. A new public route must be added here by hand.
PUBLIC_ROUTES = {
    "accounts:accept_invitation",
    "account_login",
    "account_logout",
    "api:certificate_verify",
    "api:objection_file",
    "api:objection_progress",
    "api:public_notice_get",
    "api:public_notice_list",
    "api:plaque_verify",
    "api:story_public_list",
    "api_nowhere",
    "api_schema",
    "mfa_login_webauthn",
    "appeals:family_appeal",
    "appeals:family_appeal_detail",
    "appeals:family_paper",
    "appeals:family_take_back",
    "evaluations:own_annex",
    "exemplars:board",
    "exemplars:plaque_verify",
    "health_live",
    "health_ready",
    "honours:own_certificate",
    "honours:public_result",
    "honours:public_results",
    "evaluations:public_draw",
    "evaluations:public_draws",
    "honours:verify",
    "honours:verify_code",
    "households:own_change",
    "households:own_changes",
    "households:request_file",
    "households:request_paper",
    "households:request_progress",
    "households:request_receipt",
    "households:request_start",
    "mfa_authenticate",
    "notices:object",
    "notices:objection_progress",
    "notices:objection_receipt",
    "notices:public_notice",
    "notices:public_notices",
    "programmes:standard_consultation",
    "programmes:standard_detail",
    "programmes:standard_list",
    "programmes:standard_paper",
    "programmes:standard_plain",
    "public:family",
    "public:family_out",
    "public:family_slip",
    "public:home",
    "public:join",
    "public:own_choices",
    "public:own_copy",
    "public:own_erase",
    "public:own_file",
    "public:own_leave",
    "public:own_part",
    "public:stored",
    "stories:public_list",
    "stories:public_photo",
    "stories:public_story",
    "offers:public",
    "offers:join",
    "offers:client_act",
    "api:public_offer_list",
    "services:ask",
    "services:ask_receipt",
    "services:follow",
    "services:follow_paper",
    "services:survey",
    "services:take_back_by_code",
    "services:tell",
    "mediation:client_act",
    "petitions:client_act",
    "petitions:public_suggestions",
    "reintegration:client_act",
    "protection:client_act",
    "care:client_act",
    "care:offer",
    "care:offered",
    "legal_aid:client_act",
    "counselling:client_act",
    "surveys:answer",
    "surveys:find",
    "surveys:thanks",
    "supervision:pressed",
    "supervision:pressed_progress",
    "supervision:pressed_receipt",
    "web:gallery",
    "web:preferences",
    "web:session_end",
}


def failures(check, chosen):
    """Run a check over routes and name those that fail it: one test, every route."""
    return {route.name: wrong for route in chosen if (wrong := check(route))}


def test_every_route_declares_a_permission_that_somebody_holds():
    def check(route):
        if isinstance(route.permission, Open):
            return ""
        return "" if route.permission and grants.roles_with(route.permission) else f"closed: {route.permission}"

    assert failures(check, ROUTES) == {}


def test_only_the_reviewed_routes_are_public():
    assert {route.name for route in ROUTES if route.permission is PUBLIC} - PUBLIC_ROUTES == set()


def test_a_guest_is_led_to_the_sign_in_page(client):
    def check(route):
        answers = [client.get(route.sample_url()), client.post(route.sample_url())]
        led = all(a.status_code == 302 and a["Location"].startswith(reverse("account_login")) for a in answers)
        return "" if led else [a.status_code for a in answers]

    assert failures(check, CLOSED) == {}


def test_a_session_opens_nothing_of_the_api(client, world):
    """A cookie is no token (CSRF cannot be): signed in or not, a program without a token is told so."""
    client.force_login(world.village_officer)

    def check(route):
        answer = client.generic(route.method, route.sample_url())
        told = answer.status_code == 401 and answer["Content-Type"] == CONTENT_TYPE
        return "" if told and answer["WWW-Authenticate"] == "Bearer" else answer.status_code

    assert CLOSED_API
    assert failures(check, CLOSED_API) == {}


def test_a_token_without_the_verb_opens_nothing(client, world):
    verbs = {str(route.permission) for route in CLOSED_API if not isinstance(route.permission, Open)}
    secret = secret_for(world.village_officer, "nothing.at_all")

    def check(route):
        answer = client.generic(route.method, route.sample_url(), headers={"Authorization": f"Bearer {secret}"})
        return "" if answer.status_code == 403 else answer.status_code

    assert verbs
    assert failures(check, [route for route in CLOSED_API if route.permission is not SIGNED_IN]) == {}


def test_a_person_without_any_role_opens_nothing_but_what_is_for_everyone(client, world):
    nobody = world.group_leader
    nobody.memberships.all().delete()
    client.force_login(nobody)

    def check(route):
        status = client.get(route.sample_url()).status_code
        allowed = {200, 302, 404, 405} if route.permission is SIGNED_IN else {403, 404}
        return "" if status in allowed else status

    assert failures(check, [r for r in CLOSED if r.name != "account_logout"]) == {}


def test_a_post_without_the_csrf_token_is_refused():
    strict = Client(enforce_csrf_checks=True)

    def check(route):
        answer = strict.post(route.sample_url())
        led = answer.headers.get("Location", "").startswith(reverse("account_login"))
        return "" if answer.status_code in {403, 405} or led else answer.status_code

    # The API reads no cookies, so there is nothing a foreign page could borrow: see the next test.
    assert failures(check, [route for route in PAGES if route.name != "api_nowhere"]) == {}


@pytest.mark.django_db(databases=["default", "services"])
def test_every_answer_carries_the_headers(client):
    def check(route):
        headers = client.get(route.sample_url()).headers
        policy = headers.get("Content-Security-Policy", "")
        wanted = {
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }
        wrong = [name for name, value in wanted.items() if headers.get(name) != value]
        wrong += [part for part in ("default-src 'none'", "script-src 'self'") if part not in policy]
        wrong += ["unsafe"] if "unsafe" in policy else []
        wrong += [name for name in ("Permissions-Policy", "X-Request-Id") if not headers.get(name)]
        return wrong

    assert failures(check, ROUTES) == {}


def test_a_page_that_is_looked_at_cannot_write():
    request = RequestFactory().get("/")
    connection.ensure_connection()
    with read_only(request), pytest.raises(WriteInGet), transaction.atomic():
        HolidayOverride.objects.create(date="2027-01-01", is_workday=False)
    with read_only(RequestFactory().post("/")):
        HolidayOverride.objects.create(date="2027-01-01", is_workday=False)
    with read_only(request):
        assert HolidayOverride.objects.count() == 1
