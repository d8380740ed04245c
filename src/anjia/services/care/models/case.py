"""Care's own part of a case: what somebody needs, in their own words, and when the parents were in touch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.care.enums import Audience, CareState, Way
from anjia.services.models import Case


@described(kind=TableKind.LOCAL, sensitive=("audience", "guardian", "languages", "times", "needs"))
class CareCase(Row):
    """`audience`, `languages` and `times` are keys of closed lists, sealed: no query can list people by them."""

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="care")
    state = models.CharField(max_length=10, choices=CareState.choices, default=CareState.RECEIVED)
    audience = EncryptedTextField(_("需要什么样的关爱"))
    guardian = EncryptedTextField(_("监护人"), blank=True)
    languages = EncryptedTextField(_("习惯说什么话"), blank=True)
    times = EncryptedTextField(_("什么时候方便"), blank=True)
    needs = EncryptedTextField(_("了解到的需要"), blank=True)

    class Meta:
        verbose_name = _("关爱帮扶")

    def __str__(self) -> str:
        return str(self.case)

    @property
    def is_child(self) -> bool:
        return self.audience == Audience.CHILD


@described(kind=TableKind.LOCAL, internal=("held_on",))
class CareContact(Row):
    """The parents were in touch with the child (未成年人保护法 23): when and how, nothing of what was said."""

    care = models.ForeignKey(CareCase, models.CASCADE, related_name="contacts")
    held_on = models.DateField(_("哪天"))
    way = models.CharField(_("怎样联系的"), max_length=12, choices=Way.choices)
    noted_by_id = models.UUIDField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("父母联系")

    def __str__(self) -> str:
        return self.get_way_display()
