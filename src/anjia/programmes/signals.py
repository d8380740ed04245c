"""What the cycles tell the slices above."""

from django.dispatch import Signal

# cycle: the cycle that was opened; by: the actor. Receivers act in the same transaction.
cycle_opened = Signal()
