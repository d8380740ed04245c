"""What the clock of the site does for accounts."""

from anjia.accounts.actions import forget_messages, forget_sign_ins
from anjia.kernel.schedules import every

every(minutes=24 * 60, name="accounts.forget_messages")(forget_messages)
every(minutes=60, name="accounts.forget_sign_ins")(forget_sign_ins)
