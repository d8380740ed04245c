"""What the evaluation tells the slices above."""

from django.dispatch import Signal

# ids: candidacy ids that left the running (withdrawn, refused, returned); by: the actor.
candidacies_left = Signal()
# ids: candidacy ids the town approved; by: the actor.
candidacies_approved = Signal()
# meeting: the household-heads meeting that was closed; by: the actor.
meeting_closed = Signal()
