"""What the registry tells the slices above."""

from django.dispatch import Signal

# ids: household ids whose consent to take part was proven; by: the actor.
participation_proven = Signal()
# ids: household ids whose consent to take part was withdrawn; by: the actor. Receivers act in the same transaction.
participation_withdrawn = Signal()
# ids: household ids whose consent to be shown by full name changed; by: the actor.
publication_changed = Signal()
# household: the row whose head's name was corrected; before, after: names; by: the actor.
head_renamed = Signal()
# ids: household ids newly in the registry with an asserted consent; by: the actor.
households_registered = Signal()
