"""What honours tell the slices above."""

from django.dispatch import Signal

# decision: the NamingDecision that was issued; by: the actor.
decision_issued = Signal()
# erratum: the Erratum that was issued; by: the actor.
erratum_issued = Signal()
# ids: the titles that ended because a new one with the right name takes over; they stand on in `replaces_id`.
titles_replaced = Signal()
# ids: the titles that a signed decision revoked; their plaques are to be given back. by: the actor.
titles_revoked = Signal()
# ids: titles taken back at `since`, given back because their family's appeal was upheld. by: the actor.
titles_restored = Signal()
# ids: the titles that ended because their family withdrew; by: the actor.
titles_withdrawn = Signal()
