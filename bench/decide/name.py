"""The organ signs: number, title, state, trail and result of each family, against the bare statements."""

import statistics
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import User
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.models import NamingDecision
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance_many
from anjia.notices.actions import publish_notice
from anjia.notices.models import PublicNotice
from anjia.notices.workflow import NOTICE
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.factories import Tree
from bench.decide.approve import FAMILIES, ROUNDS, _analyse
from bench.decide.families import counted, families_in, town
from bench.decide.publish import key
from bench.frame import Context, Row

# One UPDATE and one INSERT … SELECT of as many rows, without trail, permission, check, serial or result.
BARE = (
    "UPDATE evaluations_candidacy SET state = 'named', decision_id = %s, version = version + 1, updated_at = %s "
    "WHERE cycle_id = %s AND state = 'on_notice'",
    "INSERT INTO honours_title (id, created_at, updated_at, version, household_id, decision_id, region_id, kind, "
    "state, head_name, serial, verify_code, granted_on, review_due_on, valid_to) "
    "SELECT c.id, c.updated_at, c.updated_at, 1, c.household_id, %s, c.region_id, 'safe_family', 'valid', "
    "h.head_name, 'PA-2026-000001', 'AAAAAAAAAA', %s, %s, %s "
    "FROM evaluations_candidacy c JOIN households_household h ON h.id = c.household_id "
    "WHERE c.cycle_id = %s AND c.state = 'named'",
)


def name(context: Context) -> list[Row]:
    """Seconds of the signature for all families of one town, the ratio to the bare statements, and statements."""
    size, tree = context.size(FAMILIES), town()
    people = {role: persona(role, tree.group) for role in ("town_federation", "town_leading_group", "district_office")}
    acts, bare, statements = [], [], 0
    for number in range(ROUNDS):
        ours = decided(tree, size, 2070 + number, people)
        theirs = decided(tree, size, 2080 + number, people)
        _analyse()
        with counted() as seen, context.timed() as watch:
            signed = sign_decision(ours, signer_name="周主席", by=people["district_office"])
        if signed.families != size:
            raise AssertionError(f"named {signed.families} of {size}")
        acts.append(watch.seconds)
        statements = max(statements, seen.count)
        bare.append(_bare(context, theirs))
    peer = ("UPDATE + INSERT … SELECT", statistics.median(bare))
    return [
        context.row(f"name {size} families", statistics.median(acts), "s", peer=peer, must="<= 6x"),
        context.row("name: statements", statements, "", must="<= 40"),
    ]


def decided(tree: Tree, size: int, year: int, people: dict[str, User]) -> NamingDecision:
    """A decision the meeting has decided, about families whose notices were over yesterday."""
    cycle = families_in("approved", size, tree=tree, year=year)
    ProgrammeCycle.objects.filter(pk=cycle.pk).update(authorisation_file_id=uuid7())
    cycle.refresh_from_db()
    for village in (tree.village, tree.other_village):
        publish_notice(village, cycle, by=SYSTEM)
    begun, over = timezone.localdate() - timedelta(days=12), timezone.localdate() - timedelta(days=1)
    dates = {"starts_on": begun, "counted_from": begun, "ends_on": over, "ended_at": timezone.now()}
    advance_many(PublicNotice.objects.filter(cycle=cycle), NOTICE["end"], by=SYSTEM, set=dates)
    decision = draft_decision(tree.town, cycle, by=people["town_federation"])
    return decide_naming(decision, met_on=timezone.localdate(), by=people["town_leading_group"])


def _bare(context: Context, decision: NamingDecision) -> float:
    cycle = decision.cycle
    now = connection.ops.adapt_datetimefield_value(cycle.updated_at)
    day = connection.ops.adapt_datefield_value(timezone.localdate())
    decision_id, cycle_id = key(decision.pk), key(cycle.pk)
    with context.timed() as watch, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE[0], [decision_id, now, cycle_id])
        cursor.execute(BARE[1], [decision_id, day, day, day, cycle_id])
    return watch.seconds
