"""A village publishes its families: state, trail and line of each, against the bare statements."""

import statistics
import uuid

from django.db import connection, transaction

from anjia.accounts.factories import persona
from anjia.notices.actions import publish_notice
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.programmes.models import ProgrammeCycle
from bench.decide.approve import FAMILIES, ROUNDS, _analyse
from bench.decide.families import counted, families_in, town
from bench.frame import Context, Row

# One UPDATE and one INSERT … SELECT of as many rows, without trail, permission, check or masking.
BARE = (
    "UPDATE evaluations_candidacy SET state = 'on_notice', version = version + 1, updated_at = %s "
    "WHERE cycle_id = %s AND state = 'approved'",
    "INSERT INTO notices_noticeentry (id, created_at, updated_at, version, notice_id, household_id, candidacy_id, "
    "shown_name, group_name, state) SELECT c.id, c.updated_at, c.updated_at, 1, %s, c.household_id, c.id, h.head_name, "
    "'1组', 'listed' FROM evaluations_candidacy c JOIN households_household h ON h.id = c.household_id "
    "WHERE c.cycle_id = %s AND c.state = 'on_notice'",
)


def publish(context: Context) -> list[Row]:
    """Seconds for all families of one village, the ratio to the bare statements (medians), and statements."""
    size, tree = context.size(FAMILIES), town()
    officer = persona("village_officer", tree.village)
    acts, bare, statements = [], [], 0
    for number in range(ROUNDS):
        ours = families_in("approved", size, tree=tree, year=2050 + number, place=tree.village)
        theirs = families_in("approved", size, tree=tree, year=2060 + number, place=tree.village)
        _analyse()
        with counted() as seen, context.timed() as watch:
            notice = publish_notice(tree.village, ours, by=officer)
        if notice.families != size:
            raise AssertionError(f"published {notice.families} of {size}")
        acts.append(watch.seconds)
        statements = max(statements, seen.count)
        bare.append(_bare(context, theirs, notice))
    peer = ("UPDATE + INSERT … SELECT", statistics.median(bare))
    return [
        context.row(f"publish {size} families", statistics.median(acts), "s", peer=peer, must="<= 6x"),
        context.row("publish: statements", statements, "", must="<= 40"),
    ]


def _bare(context: Context, cycle: ProgrammeCycle, notice: PublicNotice) -> float:
    other = PublicNotice.objects.create(cycle=cycle, region=notice.region, batch=1, working_days=5)
    now = connection.ops.adapt_datetimefield_value(cycle.updated_at)
    cycle_id, other_id = (key(pk) for pk in (cycle.pk, other.pk))
    with context.timed() as watch, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE[0], [now, cycle_id])
        cursor.execute(BARE[1], [other_id, cycle_id])
    return watch.seconds


def key(pk: uuid.UUID) -> object:
    """An id as the database driver wants it."""
    return NoticeEntry._meta.pk.get_db_prep_value(pk, connection)
