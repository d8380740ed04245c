"""What the clock of the site does for accounts."""

from anjia.accounts.actions import forget_messages
from anjia.kernel.schedules import every

every(minutes=24 * 60, name="accounts.forget_messages")(forget_messages)
