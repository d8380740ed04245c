"""Where somebody is signed in, and how often a code was tried in vain."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.devices import Program, System
from anjia.accounts.models.people import User
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


class SignInQuerySet(models.QuerySet["SignIn"]):
    def open(self) -> "SignInQuerySet":
        """Those whose session has neither idled away nor outlived the day."""
        now = timezone.now()
        idle = now - timedelta(seconds=settings.ANJIA_IDLE_SECONDS)
        return self.filter(seen_at__gt=idle, created_at__gt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE))


@described(
    kind=TableKind.LOCAL,
    internal=("seen_at", "system", "program"),
    personal=("network",),
    sensitive=("session_key",),
)
class SignIn(Row):
    """One open session of a user, on one device. The address is kept by halves; it goes when the session ends."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    system = models.CharField(max_length=10, choices=System.choices, default=System.OTHER)
    program = models.CharField(max_length=10, choices=Program.choices, default=Program.OTHER)
    network = models.CharField(max_length=24, blank=True)
    seen_at = models.DateTimeField()

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-id"]
        verbose_name = _("登录的设备")
        verbose_name_plural = _("登录的设备")

    def __str__(self) -> str:
        return self.device

    @property
    def device(self) -> str:
        """Windows 电脑 · Edge 浏览器"""
        return f"{self.get_system_display()} · {self.get_program_display()}"


@described(kind=TableKind.LOCAL, internal=("tries", "last_at"))
class CodeTries(Row):
    """How many one-time or recovery codes were tried since the last right one: a row, so that all workers count it."""

    user = models.OneToOneField(User, models.CASCADE, related_name="code_tries")
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.tries}"
