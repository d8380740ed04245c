"""The base row, the audit trail and the job table."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.ids import uuid7
from anjia.kernel.schema import TableKind, described


class Row(models.Model):
    """What every row has: a time-ordered id, its times, and a version that catches lost updates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


@described(
    kind=TableKind.LOCAL,
    internal=("verb", "object_type", "region_path", "request_id", "mac"),
    personal=("before", "after", "note"),
)
class AuditEvent(models.Model):
    """One thing that was done. The database refuses to change or delete it (see the migration's triggers)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.UUIDField(null=True)
    region_path = models.CharField(max_length=40, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    token_id = models.UUIDField(null=True)
    mac = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "id"], name="audit_object"),
            models.Index(fields=["region_path", "id"], name="audit_region"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb}"


@described(kind=TableKind.LOCAL, internal=("digest", "previous"))
class AuditSeal(models.Model):
    """One link of the chain: a digest over the macs of the events it seals and over the link before it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    events = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"#{self.sequence} {self.digest[:12]}"


@described(kind=TableKind.LOCAL, internal=("mac",))
class AuditLink(models.Model):
    """Which event stands where in which seal; without a foreign key, so that a missing event can be named."""

    event_id = models.UUIDField(primary_key=True)
    seal_sequence = models.PositiveBigIntegerField(db_index=True)
    position = models.PositiveIntegerField()
    mac = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seal_sequence}/{self.position}"


class JobState(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")
    CANCELLED = "cancelled", _("已取消")


@described(kind=TableKind.LOCAL, internal=("name", "key", "arguments", "result", "message"))
class Job(Row):
    """A piece of work with its progress. `key` makes asking twice the same as asking once."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    requested_by = models.UUIDField(null=True)
    cancel_requested = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_state")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
