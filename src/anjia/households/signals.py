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
# ids: household ids that live in another group from now on; by: the actor. Receivers act in the same transaction.
households_moved = Signal()
# ids: household ids that are no more, here: left the area, or nobody lives; by: the actor.
households_closed = Signal()
# keep, gone: two rows that were one family; by: the actor. What hangs on `gone` goes to `keep`, or Refused is raised.
households_merged = Signal()
