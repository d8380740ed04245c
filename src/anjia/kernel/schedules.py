"""Things done again and again: registered by name, kept as rows by django-q2, run by its worker."""

from collections.abc import Callable
from dataclasses import dataclass

from django_q.models import Schedule

from anjia.kernel import audit, jobs


@dataclass(frozen=True)
class Routine:
    """A function without arguments that is safe to run twice, and its interval."""

    function: Callable[[], object]
    minutes: int


routines: dict[str, Routine] = {}


def every(*, minutes: int, name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a routine: `@every(minutes=5, name="notices.heartbeat")`."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        routines[name] = Routine(function, minutes)
        return function

    return register


def install() -> int:
    """Write the schedule rows to match the registry; returns how many there are. Called when the worker starts."""
    Schedule.objects.exclude(name__in=routines).filter(func="anjia.kernel.schedules.run").delete()
    for name, routine in routines.items():
        Schedule.objects.update_or_create(
            name=name,
            defaults={
                "func": "anjia.kernel.schedules.run",
                "args": repr((name,)),
                "schedule_type": Schedule.MINUTES,
                "minutes": routine.minutes,
            },
        )
    return len(routines)


def run(name: str) -> None:
    """Run one routine; called by the worker."""
    routines[name].function()


every(minutes=1, name="kernel.seal_audit")(audit.seal)
every(minutes=1, name="kernel.recover_jobs")(jobs.recover)
