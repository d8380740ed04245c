"""Forms that were already sent: so that sending twice does a thing once."""

from django.db import models

from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("location",))
class SubmittedForm(models.Model):
    """The token of a form that was carried out, and where its answer led."""

    token = models.UUIDField(primary_key=True)
    user_id = models.UUIDField(null=True)
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.token)
