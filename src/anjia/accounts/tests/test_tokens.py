"""Tokens: made by their owner, shown once, no more than was lent, dead with the role (issue 3, API)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.actions import end_membership, make_token, revoke_token
from anjia.accounts.factories import MembershipFactory, persona, second_factor_for, secret_for
from anjia.accounts.models import ApiToken
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def make(user, *, groups=("regions",), last_day=None, by=None, membership=None):
    held = membership or user.memberships_now[0]
    return make_token(held, name=" 对账 ", groups=groups, last_day=last_day or in_days(30), by=by or user)


def ask(client, secret, path="/api/v1/token", **options):
    return client.get(path, headers={"Authorization": f"Bearer {secret}"}, **options)


def test_a_token_tells_what_it_is_and_is_kept_as_a_hash(client, world):
    token, secret = make(world.village_officer)
    told = ask(client, secret).json()
    assert (told["role"], told["region_name"], told["verbs"]) == (
        "village_officer",
        world.village.full_name,
        ["regions.view"],
    )
    assert told["name"] == "对账"
    assert secret not in str(list(ApiToken.objects.values()))
    assert token.hint == secret[-4:]


def test_only_the_owner_makes_one_for_a_role_of_today(world):
    officer, other = world.village_officer, world.town_federation
    with pytest.raises(NotPermitted):
        make(officer, by=other)
    past = MembershipFactory(user=officer, role="village_officer", region=world.neighbour_village, ends_on=in_days(-1))
    with pytest.raises(NotPermitted):
        make(officer, membership=past)


def test_a_second_factor_comes_first(world):
    leader = world.group_leader
    with pytest.raises(Refused, match="手机验证器"):
        make(leader)
    second_factor_for(leader)
    assert make(leader)[0].is_live


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lasts_a_year_at_most(world, days):
    with pytest.raises(Refused, match="一年"):
        make(world.village_officer, last_day=in_days(days))


def test_something_must_be_chosen_that_the_role_can_do(world):
    with pytest.raises(Refused, match="至少选一项"):
        make(world.village_officer, groups=["nonsense"])


def test_not_too_many_at_once(world):
    for _n in range(20):
        make(world.village_officer)
    with pytest.raises(Refused, match="20"):
        make(world.village_officer)


def test_a_wrong_token_is_told_so_and_guessing_is_stopped(client, world):
    for _n in range(30):
        assert ask(client, "anjia_nothing").status_code == 401
    assert ask(client, "anjia_nothing").status_code == 429


def test_an_expired_token_says_so(client, world):
    secret = secret_for(world.village_officer, expires_at=timezone.now() + timedelta(seconds=1))
    ApiToken.objects.update(created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now())
    told = ask(client, secret)
    assert (told.status_code, told.json()["detail"]) == (401, "令牌已过期。")


def test_a_revoked_token_says_so(client, world):
    token, secret = make(world.village_officer)
    revoke_token(token, by=world.village_officer)
    assert ask(client, secret).json()["detail"] == "令牌已被吊销。"
    with pytest.raises(Conflict):
        revoke_token(token, by=world.village_officer)


def test_who_hands_out_the_role_may_revoke_and_a_neighbour_may_not(world):
    token, _secret = make(world.village_officer)
    with pytest.raises(NotPermitted):
        revoke_token(token, by=world.neighbour_town_federation)
    assert not revoke_token(token, by=world.town_federation).is_live


def test_it_dies_with_the_role(client, world):
    token, secret = make(world.village_officer)
    end_membership(token.membership, by=world.town_federation)
    told = ask(client, secret)
    assert (told.status_code, told.json()["detail"]) == (401, "令牌所属的任职已经结束。")


def test_it_dies_with_the_second_factor(client, world):
    _token, secret = make(world.village_officer)
    world.village_officer.authenticator_set.all().delete()
    assert ask(client, secret).status_code == 401


def test_it_dies_with_the_account(client, world):
    _token, secret = make(world.village_officer)
    world.village_officer.is_active = False
    world.village_officer.save()
    assert ask(client, secret).status_code == 401


def test_it_lends_one_role_in_one_place_and_no_more_verbs_than_chosen(client, world):
    """Somebody with two roles lends one; a verb of the role that was not chosen is not there."""
    officer = world.village_officer
    MembershipFactory(user=officer, role="village_officer", region=world.neighbour_village)
    secret = secret_for(officer, "regions.view")
    seen = {row["id"] for row in ask(client, secret, "/api/v1/regions").json()["items"]}
    here = str(officer.memberships_now[0].region_id)
    assert here in seen
    assert str(world.neighbour_village.pk) not in seen or here == str(world.neighbour_village.pk)
    other = world.neighbour_village if here == str(world.village.pk) else world.village
    assert ask(client, secret, f"/api/v1/regions/{other.pk}").status_code == 404


def test_a_lent_actor_makes_no_tokens(world):
    token, _secret = make(world.village_officer)
    from_token = persona("village_officer", world.group)
    from_token.lent = object()
    with pytest.raises(NotPermitted):
        make(from_token, membership=token.membership)


def test_use_is_noted_and_limited(client, world, settings):
    settings.ANJIA_API_PER_MINUTE = 3
    token, secret = make(world.village_officer)
    assert [ask(client, secret).status_code for _n in range(4)] == [200, 200, 200, 429]
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_the_trail_names_person_and_token_and_holds(client, world):
    token, secret = make(world.village_officer)
    audit.record("test.before", None, by=SYSTEM)
    event = AuditEvent.objects.get(object_id=token.pk)
    assert event.token_id is None
    assert audit.verify().fault == ""
    assert secret
