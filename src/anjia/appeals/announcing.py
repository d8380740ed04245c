"""What other systems hear of appeals: that one was answered, never whose or what."""

from typing import Any

from django.dispatch import receiver

from anjia.accounts.actions.webhooks import announce
from anjia.appeals.models import Appeal
from anjia.appeals.signals import appeal_decided


@receiver(appeal_decided, dispatch_uid="appeals.announce_decided")
def decided(sender: Any, *, appeal: Appeal, **kwargs: Any) -> None:
    announce("appeal_decided", object_id=appeal.pk, region_path=appeal.region.path, state=appeal.state)
