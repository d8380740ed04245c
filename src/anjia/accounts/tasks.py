"""What the clock of the site does for accounts."""

from typing import Any

from anjia.accounts.actions import forget_messages, forget_sign_ins
from anjia.accounts.actions.webhooks import JOB, deliver_due
from anjia.kernel.jobs import Progress, job
from anjia.kernel.schedules import every

every(minutes=24 * 60, name="accounts.forget_messages")(forget_messages)
every(minutes=60, name="accounts.forget_sign_ins")(forget_sign_ins)
every(minutes=1, name="accounts.deliver_webhooks")(deliver_due)


@job(JOB)
def deliver_webhooks(progress: Progress, **arguments: Any) -> dict[str, Any]:
    """Send what is due now; what does not arrive comes back with the clock."""
    return {"sent": deliver_due()}
