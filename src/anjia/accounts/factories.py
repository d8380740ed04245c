"""Users in their roles, for tests."""

from datetime import date, datetime, timedelta

import factory
import pyotp
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from anjia.accounts import roles
from anjia.accounts.actions.invitations import hash_of
from anjia.accounts.models import ApiToken, Membership, User
from anjia.accounts.second_factor import is_missing
from anjia.kernel.permissions import grants
from anjia.regions.models import Region

PASSWORD = "Camphor-Tree-58"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# The words tests use for some of the roles.
ALIASES = {"village_reviewer": "village_panel_member", "town_approver": "town_leading_group"}


class UserFactory(factory.django.DjangoModelFactory):
    """A user without any role; the password is PASSWORD."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"139{n:08d}")
    display_name = factory.Sequence(lambda n: f"人员{n}")

    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class MembershipFactory(factory.django.DjangoModelFactory):
    """A membership from 2020 on."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = "village_officer"
    starts_on = date(2020, 1, 1)


def place_for(role: str, region: Region) -> Region:
    """The region itself, or the nearest one above it at which the role may be held."""
    fitting = [r for r in region.ancestors() if r.level in roles.BY_KEY[role].levels]
    if not fitting:
        raise ValueError(f"{role} is held below {region}, not at it")
    return fitting[-1]


def persona(name: str, region: Region, *, second_factor: bool = True) -> User:
    """A user with one role: `persona("town_approver", town)`. Roles that can export get their TOTP device."""
    role = ALIASES.get(name, name)
    place = place_for(role, region)
    user = UserFactory(display_name=f"{place.name}{roles.BY_KEY[role].label}"[:40])
    MembershipFactory(user=user, role=role, region=place)
    if second_factor and is_missing(user):
        TOTP.activate(user, SECRET)
    return user


def code_for(user: User) -> str:
    """The six digits a persona's device shows now."""
    assert Authenticator.objects.filter(user=user).exists()
    return pyotp.TOTP(SECRET).now()


def secret_for(user: User, *verbs: str, expires_at: datetime | None = None) -> str:
    """The secret of a token for the user's first role: with the verbs, or with all that the role has."""
    membership = user.memberships_now[0]
    secret = f"anjia_test_{membership.pk}_{'_'.join(verbs)}"
    ApiToken.objects.create(
        membership=membership,
        name="测试",
        token_hash=hash_of(secret),
        hint=secret[-4:],
        verbs=sorted(verbs or grants.verbs_of(membership.role)),
        expires_at=expires_at or timezone.now() + timedelta(days=30),
    )
    return secret


def second_factor_for(user: User) -> None:
    """A TOTP device whose secret is SECRET."""
    TOTP.activate(user, SECRET)
