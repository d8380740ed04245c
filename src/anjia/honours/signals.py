"""What honours tell the slices above."""

from django.dispatch import Signal

# decision: the NamingDecision that was issued; by: the actor.
decision_issued = Signal()
