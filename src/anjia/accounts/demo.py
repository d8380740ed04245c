"""The people of the demonstration: a known password and known one-time codes, where the demonstration is on."""

import base64
import hashlib
from collections import Counter
from dataclasses import dataclass

import pyotp
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from anjia.accounts import roles, second_factor
from anjia.accounts.models import Membership, User
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import SEGMENT
from anjia.regions.models import Region
from anjia.regions.queries import names_of

PASSWORD = "Anjia-demo-2026"
Level = Region.Level
TOP = Level.COUNTY.depth * SEGMENT
VILLAGE_ROLES = ("village_officer", "village_panel_member", "federation_exec_member", "resident_representative")
NAMES = {
    "group_leader": "组长", "village_officer": "妇联干部", "village_panel_member": "考评小组",
    "federation_exec_member": "妇联执委", "resident_representative": "居民代表", "town_federation": "妇联",
    "town_leading_group": "领导小组", "district_office": "办公室", "city_office": "办公室",
    "inspector": "督查员", "auditor": "审计员", "administrator": "管理员",
    "case_worker": "维权岗", "case_supervisor": "维权督导",
}  # fmt: skip


@dataclass(frozen=True)
class DemoSignIn:
    """One line of the sign-in page: who, with which user name, password and current code."""

    username: str
    display_name: str
    role: str
    place: str
    password: str
    code: str
    unit: str


@transaction.atomic
def make_demo_users(town: Region, *, neighbour: Region | None = None) -> list[User]:
    """One user per role for a town, its villages and first groups, its neighbour, district and city.

    Called twice, it adds what is missing. Raises Refused where the demonstration is off.
    """
    if not settings.DEMO:
        raise Refused("demo users are made only where ANJIA_DEMO=1")
    password, made, seats = make_password(PASSWORD), [], Counter[tuple[str, str]]()
    for number, (role, place) in enumerate(_seats(town, neighbour), start=1):
        seats[role, place.path] += 1
        name = _name_of(role, place, seats[role, place.path])
        made.append(_demo_user(f"demo{number:03d}", role, place, name=name, password=password))
    return made


def _name_of(role: str, place: Region, seat: int) -> str:
    """Two who hold one role in one place are told apart: each is asked to choose the other."""
    return f"{_short(place)}{NAMES[role]}" + (f"（{'一二三四'[seat - 1]}）" if seat > 1 else "")


def _seats(town: Region, neighbour: Region | None) -> list[tuple[str, Region]]:
    above = {region.level: region for region in town.ancestors()}
    seats = [("district_office", above[Level.COUNTY])]
    seats += [(role, above[Level.CITY]) for role in ("city_office", "inspector", "auditor", "administrator")]
    for place in filter(None, (town, neighbour)):
        seats += [("town_federation", place), ("town_leading_group", place)]
    for place in filter(None, (town, neighbour)):
        for village in place.children.order_by("path"):
            seats += [(role, village) for role in VILLAGE_ROLES]
            seats += [("group_leader", group) for group in village.children.order_by("path")[:2]]
    # What the district decides needs a second person to sign. Last, so that the others keep their names.
    late = ("district_office", "case_worker", "case_worker", "case_supervisor", "case_supervisor")
    return [*seats, *((role, above[Level.COUNTY]) for role in late)]


def _demo_user(username: str, role: str, place: Region, *, name: str, password: str) -> User:
    user, created = User.objects.get_or_create(
        username=username, defaults={"display_name": name, "is_demo": True, "password": password}
    )
    if not created and not user.is_demo:
        raise Refused(f"{username} is no demo user")
    Membership.objects.get_or_create(user=user, role=role, region=place, ends_on=None)
    user.forget_memberships()
    if second_factor.is_missing(user):
        TOTP.activate(user, secret_of(user))
    return user


def _short(place: Region) -> str:
    name = place.name.removesuffix("居委会").removesuffix("街道")
    return f"{_short(place.parent)}{name}" if place.parent and place.level == Level.GROUP else name


def secret_of(user: User) -> str:
    """A demo user's TOTP secret, from the user name: the demonstration hides nothing."""
    return base64.b32encode(hashlib.sha256(f"anjia-demo-{user.username}".encode()).digest()[:20]).decode()


def code_of(user: User) -> str:
    """The one-time code of a demo user now; empty for others and where none is needed."""
    has_code = user.is_demo and second_factor.has_app(user)
    return pyotp.TOTP(secret_of(user)).now() if has_code else ""


def _by_town(membership: Membership) -> tuple[str, str]:
    path = membership.region.path
    return (path[: TOP + SEGMENT] if len(path) > TOP else ""), membership.user.username


def sign_ins() -> list[DemoSignIn]:
    """The demo users with their codes of this moment; nothing where the demonstration is off."""
    if not settings.DEMO:
        return []
    held = Membership.objects.in_force().filter(user__is_demo=True).select_related("user", "region")
    with_code = set(
        Authenticator.objects.filter(user__is_demo=True, type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    towns = names_of(m.region.path[: TOP + SEGMENT] for m in held if len(m.region.path) > TOP)
    return [
        DemoSignIn(
            username=m.user.username,
            display_name=m.user.display_name,
            role=str(roles.BY_KEY[m.role].label),
            place=m.region.name,
            password=PASSWORD,
            code=pyotp.TOTP(secret_of(m.user)).now() if m.user_id in with_code else "",
            unit=towns.get(m.region.path[: TOP + SEGMENT], ""),
        )
        for m in sorted(held, key=_by_town)
    ]
