"""What notices tell the slices above."""

from django.dispatch import Signal

# notice: the PublicNotice that began to run; by: the actor.
notice_published = Signal()
# objection: the answered Objection; by: the actor.
objection_answered = Signal()
