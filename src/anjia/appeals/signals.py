"""What appeals tell the slices above."""

from django.dispatch import Signal

# appeal: the Appeal that was upheld or rejected; by: the actor.
appeal_decided = Signal()
