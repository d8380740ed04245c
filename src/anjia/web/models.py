"""What the screens keep: forms that were already sent, how somebody likes a list, and what they have begun."""

from django.db import models

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("location", "digest"), personal=("answer",))
class SubmittedForm(models.Model):
    """The token of a form that was carried out, and where its answer led.

    For a program, `token` is made of its idempotency key, `digest` of what it sent; the answer is kept, sealed, for
    two days.
    """

    token = models.UUIDField(primary_key=True)
    user_id = models.UUIDField(null=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = EncryptedTextField(blank=True)

    def __str__(self) -> str:
        return str(self.token)


@described(kind=TableKind.LOCAL, internal=("list_name", "columns"))
class ListChoice(Row):
    """The columns and the page size that somebody chose for a list; null stands for the list's own."""

    user_id = models.UUIDField()
    list_name = models.CharField(max_length=80)
    columns = models.JSONField(null=True)
    page_size = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "list_name"], name="one_choice_per_list")]

    def __str__(self) -> str:
        return self.list_name


@described(kind=TableKind.LOCAL, internal=("list_name",), personal=("name", "query"))
class SavedFilter(Row):
    """A list's conditions under a name of one's own. Sealed, because one may have searched for a family's name."""

    user_id = models.UUIDField()
    list_name = models.CharField(max_length=80)
    name = models.CharField(max_length=20)
    query = EncryptedTextField()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["user_id", "list_name", "name"], name="one_filter_per_name")]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("path", "tab"), personal=("content",))
class FormDraft(Row):
    """A form somebody has begun, and not sent: kept sealed for a week, dropped when it is sent."""

    user_id = models.UUIDField()
    path = models.CharField(max_length=300)
    content = EncryptedTextField()
    tab = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "path"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return self.path


@described(kind=TableKind.LOCAL, internal=("kind", "region_path", "request_id"), personal=("title", "content"))
class BinEntry(Row):
    """Something that was removed and can come back for thirty days. Sealed, because a person may stand in it."""

    kind = models.CharField(max_length=60)
    title = EncryptedTextField()
    content = EncryptedTextField()
    user_id = models.UUIDField(null=True)
    region_path = models.CharField(max_length=40, blank=True)
    household_id = models.UUIDField(null=True, db_index=True)
    request_id = models.CharField(max_length=36, blank=True, db_index=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
