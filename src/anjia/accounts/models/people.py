"""Users, the roles they hold in regions, and invitations."""

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts import roles
from anjia.accounts.enums import Language, Mode, Purpose, Theme
from anjia.accounts.lent import Lent
from anjia.accounts.usernames import normalise, validate_username
from anjia.kernel.models import Row
from anjia.kernel.permissions import grants
from anjia.kernel.schema import TableKind, described
from anjia.kernel.scope import contains, minimal
from anjia.regions.models import Region
from anjia.web.fields import NameTokensField


class UserManager(BaseUserManager["User"]):
    """Finds users by the one spelling of their name; makes no superusers, because there are none."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normalise(username or ""))


@described(kind=TableKind.REFERENCE, personal=("username", "display_name", "search_tokens"), sensitive=("password",))
class User(AbstractBaseUser, Row):
    """Someone who works with Anjia, and the `kernel.permissions.Actor` of all they do.

    What they may do comes from memberships alone: nobody bypasses them.
    """

    username = models.CharField(
        _("手机号码或工号"),
        max_length=24,
        unique=True,
        validators=[validate_username],
        error_messages={"unique": _("这个手机号码或工号已经有账号。")},
    )
    display_name = models.CharField(_("姓名"), max_length=40)
    search_tokens = NameTokensField(of="display_name")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    theme = models.CharField(_("颜色"), max_length=8, choices=Theme.choices, default=Theme.AUTO)
    mode = models.CharField(_("显示方式"), max_length=8, choices=Mode.choices, default=Mode.NORMAL)
    language = models.CharField(_("语言"), max_length=8, choices=Language.choices, default=Language.CHINESE)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]
    objects = UserManager()
    lent: Lent | None = None

    class Meta:
        ordering = ["display_name", "id"]
        verbose_name = _("用户")
        verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.display_name or self.username

    def refresh_from_db(self, *args, **kwargs) -> None:
        self.forget_memberships()
        super().refresh_from_db(*args, **kwargs)

    @property
    def masked_username(self) -> str:
        """A phone number without its middle, a staff number as it is."""
        name = self.username
        return f"{name[:3]}****{name[-4:]}" if name.isdigit() else name

    @property
    def memberships_now(self) -> list["Membership"]:
        """The memberships in force today with their regions: one query per user object and day."""
        today = timezone.localdate()
        cached = self.__dict__.get("_memberships_now")
        if cached is None or cached[0] != today:
            rows = self.memberships.in_force(today).select_related("region", "covers__user").order_by("region__path")
            held = [m for m in rows if self.lent is None or m.pk == self.lent.membership_id]
            cached = self.__dict__["_memberships_now"] = (today, held)
        return cached[1] if self.is_active else []

    def forget_memberships(self) -> None:
        """Ask the database again at the next question."""
        self.__dict__.pop("_memberships_now", None)

    def holds(self, *role_keys: str) -> bool:
        """Whether the user holds one of the roles anywhere today."""
        return any(m.role in role_keys for m in self.memberships_now)

    def may(self, verb: str, path: str) -> bool:
        """Whether a role held at the path or above it was granted the verb."""
        allowed = self._roles_with(verb)
        return any(m.role in allowed and contains(m.region.path, path) for m in self.memberships_now)

    def scopes(self, verb: str) -> tuple[str, ...]:
        """The paths under which the user holds the verb, none below another."""
        allowed = self._roles_with(verb)
        return minimal(m.region.path for m in self.memberships_now if m.role in allowed)

    def _roles_with(self, verb: str) -> frozenset[str]:
        """The roles that give a verb; none where the request's token leaves it out."""
        if self.lent is not None and str(verb) not in self.lent.verbs:
            return frozenset()
        return grants.roles_with(verb)

    def acting_note(self, verb: str, path: str) -> str:
        """“代理 王芳”, for the trail, where the user holds the verb at the path only on somebody's behalf."""
        if not any(m.covers_id for m in self.memberships_now):
            return ""
        allowed = self._roles_with(verb)
        ways = [m for m in self.memberships_now if m.role in allowed and contains(m.region.path, path)]
        if not ways or any(m.covers is None for m in ways):
            return ""
        return gettext("代理 %(person)s") % {"person": ways[0].covers.user}

    @property
    def places(self) -> tuple[str, ...]:
        """The paths under which the user holds any role at all."""
        return minimal(m.region.path for m in self.memberships_now)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, day: date | None = None) -> "MembershipQuerySet":
        """Memberships that give something on a day; one that has ended gives nothing from that day."""
        day = day or timezone.localdate()
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gt=day)))


@described(kind=TableKind.REFERENCE, internal=("starts_on", "ends_on"))
class Membership(Row):
    """A user holds a role in a region from one day to (not including) another.

    One that `covers` another is a leave cover: dated, ends by itself, cannot be passed on.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=32, choices=roles.CHOICES)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    starts_on = models.DateField(_("开始日期"), default=timezone.localdate)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    granted_by_id = models.UUIDField(null=True, editable=False)
    covers = models.ForeignKey("self", models.PROTECT, related_name="stand_ins", null=True, editable=False)

    scope_path = "region__path"
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["region__path", "role", "starts_on"]
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        indexes = [models.Index(fields=["role", "region"], name="membership_role_region")]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(roles.BY_KEY)), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_days"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=Q(ends_on__isnull=True),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(covers__isnull=True) | Q(ends_on__isnull=False), name="membership_cover_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.region}"

    @property
    def is_in_force(self) -> bool:
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on > today)

    @property
    def last_day(self) -> date | None:
        """The last day on which it gives something."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def title(self) -> str:
        """The role in words; held on leave cover: 代理 村（社区）妇联干部（至 12月3日）."""
        if self.covers_id is None:
            return str(self.get_role_display())
        told = {"role": self.get_role_display(), "day": date_format(self.last_day, "n月j日")}
        return gettext("代理 %(role)s（至 %(day)s）") % told


@described(kind=TableKind.LOCAL, internal=("token_hash",), personal=("username", "display_name"))
class Invitation(Row):
    """A link that lets one named person in, once: to a role, or back to an account whose password is lost.

    Only the hash of its token is stored. A reset names the role by which its issuer oversees the person.
    """

    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.JOIN)
    token_hash = models.CharField(max_length=64, unique=True)
    username = models.CharField(_("手机号码或工号"), max_length=24, validators=[validate_username])
    display_name = models.CharField(_("姓名"), max_length=40)
    role = models.CharField(_("角色"), max_length=32, choices=roles.CHOICES)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    invited_by_id = models.UUIDField(null=True, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_id = models.UUIDField(null=True, blank=True, default=None)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    scope_path = "region__path"

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("邀请")
        verbose_name_plural = _("邀请")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by_id__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by_id__isnull=False),
                name="invitation_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} · {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return not self.accepted_at and not self.withdrawn_at and timezone.now() < self.expires_at
