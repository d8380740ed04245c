"""The trail is append-only, sealed apart, and names its first fault (architecture 3; quality 3, check 26)."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from anjia.kernel import audit
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent, AuditLink, AuditSeal
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.tests.actors import FakeActor
from anjia.kernel.triggers import lift_append_only, make_append_only

pytestmark = pytest.mark.django_db


def entries(count):
    return [(uuid7(), "0001", {"n": n}, {"n": n + 1}) for n in range(count)]


@pytest.fixture
def chain():
    audit.record_many("test.a", "kernel.job", entries(3), by=FakeActor())
    audit.seal()
    audit.record_many("test.b", "kernel.job", entries(2), by=SYSTEM, note="第二批")
    audit.seal()
    audit.record("test.c", None, by=SYSTEM, after={"at": timezone.now()})


def tamper(table, sql, params=()):
    """Change the database behind the trigger's back, as somebody with full rights could."""
    with connection.schema_editor() as editor:
        lift_append_only(table)(None, editor)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
    with connection.schema_editor() as editor:
        make_append_only(table)(None, editor)


def key(value):
    return value if connection.vendor == "postgresql" else value.hex


def test_an_untouched_trail_holds(chain):
    verdict = audit.verify()
    assert (verdict.fault, verdict.events, verdict.seals, verdict.unsealed) == ("", 6, 2, 1)
    assert audit.head().startswith("2:")


def test_sealing_nothing_makes_no_link():
    assert audit.seal() is None
    assert audit.head() == "0:"


@pytest.mark.parametrize("model", [AuditEvent, AuditSeal, AuditLink])
def test_the_database_refuses_update_and_delete(chain, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete()
    field = model._meta.concrete_fields[-1].name
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**{field: "x"})


@pytest.mark.django_db(transaction=True)
class TestTampering:
    """Each kind of damage is found, and the first damaged event or seal is named."""

    def test_a_changed_note(self, chain):
        victim = AuditEvent.objects.filter(verb="test.b").first()
        tamper("kernel_auditevent", "UPDATE kernel_auditevent SET note = 'x' WHERE id = %s", [key(victim.pk)])
        assert str(victim.pk) in audit.verify().fault

    def test_a_deleted_event(self, chain):
        victim = AuditEvent.objects.filter(verb="test.a").first()
        tamper("kernel_auditevent", "DELETE FROM kernel_auditevent WHERE id = %s", [key(victim.pk)])
        assert audit.verify().fault == f"event {victim.pk} in seal 1 is missing"

    def test_a_deleted_seal(self, chain):
        tamper("kernel_auditseal", "DELETE FROM kernel_auditseal WHERE sequence = 1")
        assert audit.verify().fault == "seal 2 does not follow seal 0"

    def test_the_newest_seal_cut_off(self, chain):
        tamper("kernel_auditseal", "DELETE FROM kernel_auditseal WHERE sequence = 2")
        assert audit.verify().fault == "seal 2 is missing"

    def test_a_rewritten_digest(self, chain):
        tamper("kernel_auditseal", "UPDATE kernel_auditseal SET digest = 'x' WHERE sequence = 2")
        assert audit.verify().fault == "seal 2 does not hold"

    def test_an_event_and_its_mac_replaced(self, chain):
        victim = AuditEvent.objects.filter(verb="test.a").first()
        victim.note = "x"
        mac = audit.event_mac(victim)
        tamper(
            "kernel_auditevent",
            "UPDATE kernel_auditevent SET note = 'x', mac = %s WHERE id = %s",
            [mac, key(victim.pk)],
        )
        assert audit.verify().fault == f"event {victim.pk} in seal 1 was changed"
