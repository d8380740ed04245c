"""The town approves its families: state, trail, opinion and roster of each, against the bare statements."""

import statistics

from django.db import connection, transaction
from django.db.models import Count

from anjia.accounts.factories import persona
from anjia.evaluations.actions import approve_candidacies
from anjia.evaluations.models import Candidacy, Opinion
from anjia.evaluations.queries.history import history_of
from anjia.kernel.models import AuditEvent
from bench.decide.families import counted, families_in, town
from bench.frame import Context, Row

FAMILIES = 10_000
ROUNDS = 3
# One UPDATE and one INSERT … SELECT of as many rows, without trail, permission or check.
BARE = (
    "UPDATE evaluations_candidacy SET state = 'approved', version = version + 1, updated_at = %s "
    "WHERE cycle_id = %s AND state = 'endorsed'",
    "INSERT INTO evaluations_opinion (id, created_at, updated_at, version, household_id, candidacy_id, step, outcome, "
    "reason, note, given_by_id, given_at) SELECT id, updated_at, updated_at, 1, household_id, id, 'town_approval', "
    "'accept', '', '', %s, updated_at FROM evaluations_candidacy WHERE cycle_id = %s AND state = 'approved'",
)


def approve(context: Context) -> list[Row]:
    """Seconds for all families, the ratio to the bare statements (medians), statements, and the histories."""
    size, tree = context.size(FAMILIES), town()
    approver = persona("town_leading_group", tree.town)
    acts, bare, statements = [], [], 0
    for number in range(ROUNDS):
        ours = families_in("endorsed", size, tree=tree, year=2030 + number)
        theirs = families_in("endorsed", size, tree=tree, year=2040 + number)
        _analyse()
        with counted() as seen, context.timed() as watch:
            approved = approve_candidacies(Candidacy.objects.filter(cycle=ours), by=approver)
        if approved != size:
            raise AssertionError(f"approved {approved} of {size}")
        acts.append(watch.seconds)
        statements = max(statements, seen.count)
        with context.timed() as watch:
            _bare(theirs, approver.pk)
        bare.append(watch.seconds)
    peer = ("UPDATE + INSERT … SELECT", statistics.median(bare))
    return [
        context.row(f"approve {size} families", statistics.median(acts), "s", peer=peer, must="<= 6x"),
        context.row("approve: statements", statements, "", must="<= 40"),
        context.row("approve: histories readable", _histories(ours, size), "of 1", must=">= 1"),
    ]


def _analyse() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _bare(cycle, by_id) -> None:
    now = connection.ops.adapt_datetimefield_value(cycle.updated_at)
    cycle_id, by = (Opinion._meta.pk.get_db_prep_value(value, connection) for value in (cycle.pk, by_id))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE[0], [now, cycle_id])
        cursor.execute(BARE[1], [by, cycle_id])


def _histories(cycle, size: int) -> float:
    """The share of families whose trail holds exactly this one event, and of 100 whose page can show it."""
    families = Candidacy.objects.filter(cycle=cycle)
    events = AuditEvent.objects.filter(object_id__in=families.values("pk")).values("object_id")
    single = events.annotate(n=Count("id")).filter(n=1).count()
    shown = [len(history_of(family)) == 1 for family in families.order_by("pk")[:: max(1, size // 100)]]
    return min(single / size, sum(shown) / len(shown))
