"""Forms that were already sent: so that sending twice does a thing once."""

from django.db import models

from anjia.kernel.fields import EncryptedTextField
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
