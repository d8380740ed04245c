"""What notices tell the slices above."""

from django.dispatch import Signal

# notice: the PublicNotice that began to run; by: the actor.
notice_published = Signal()
# objection: the answered Objection; by: the actor.
objection_answered = Signal()
# notices: the PublicNotices whose last day is over.
notices_ended = Signal()
# notice: the PublicNotice that was taken down; by: the actor.
notice_taken_down = Signal()
