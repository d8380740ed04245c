"""What model families tell the slices above."""

from django.dispatch import Signal

# ids: the households whose model honour ended, without a reason; by: the actor.
models_ended = Signal()
