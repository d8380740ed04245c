"""What the stars tell the slices above."""

from django.dispatch import Signal

# quarter: the StarQuarter a village closed; by: the actor. Receivers act in the same transaction.
quarter_closed = Signal()
# quarter: the closed StarQuarter that was corrected; reason: a CorrectionReason; by: the actor.
quarter_corrected = Signal()
# cycle: whose graded year is public; villages: paths of those where it changed since, None for all; by: the actor.
year_published = Signal()
