"""What rolling management tells the slices above."""

from django.dispatch import Signal

# review: the TitleReview a family did not pass; by: the actor.
review_failed = Signal()
# revocation: the Revocation whose decision the family has in hand, so that its days to appeal run; by: the actor.
revocation_delivered = Signal()
# ids: titles that a decision renewed; decision: the NamingDecision; by: the actor.
titles_renewed = Signal()
