"""Scopes, grants, field encryption, bulk inserts, dependents, edits without lost updates."""

import doctest
import uuid

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.core.exceptions import FieldError
from django.db import connection
from django.utils import timezone

from anjia.kernel import bulk, crypto, dependents, scope
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent, Job, JobState
from anjia.kernel.permissions import SYSTEM, Actor, Grants, require
from anjia.kernel.records import change
from anjia.kernel.schema import Privacy, TableKind, described, description_of, unclassed_fields
from anjia.kernel.tests.actors import FakeActor


def test_ids_sort_by_time():
    ids = [uuid7() for _ in range(200)]
    assert ids == sorted(ids)
    assert ids[0].version == 7


def test_doctests():
    assert doctest.testmod(scope).failed == 0


@pytest.mark.parametrize("path", ["", "1", "000a", "00010"])
def test_a_scope_path_is_digits_in_fours(path):
    with pytest.raises(ValueError, match="path"):
        scope.path_range(path or "x")


def test_scopes_swallow_what_lies_below():
    assert scope.minimal(["00010002", "0001", "00020001", "00020001"]) == ("0001", "00020001")
    assert scope.contains("0001", "00010002")
    assert not scope.contains("00010002", "0001")


@pytest.mark.django_db
def test_a_scope_is_a_range_of_paths():
    for path in ("0001", "00010001", "00010009", "00010010", "0002"):
        Job.objects.create(name="x", key=path, message=path)
    inside = Job.objects.filter(scope.under("message", "00010009")).values_list("message", flat=True)
    assert list(inside) == ["00010009"]
    assert Job.objects.filter(scope.under_any("message", ["0001", "00010009"])).count() == 4
    assert not Job.objects.filter(scope.under_any("message", [])).exists()


def test_grants_are_read_both_ways():
    grants = Grants()
    grants.allow("a.view", "officer", "auditor")
    grants.allow("a.edit", "officer")
    assert grants.roles_with("a.view") == {"officer", "auditor"}
    assert grants.roles_with("a.none") == frozenset()
    assert grants.verbs_of("officer") == {"a.view", "a.edit"}
    assert list(grants.verbs()) == ["a.edit", "a.view"]


def test_require_names_who_can():
    require(SYSTEM, "any.verb", "0001")
    with pytest.raises(NotPermitted) as refusal:
        require(FakeActor(), "any.verb", "0001")
    assert refusal.value.status == 403
    assert refusal.value.who
    assert isinstance(FakeActor(), Actor)
    assert SYSTEM.scopes("any.verb") == ()
    assert str(SYSTEM) == "system"
    assert Refused("a", who="b").status == 422


@pytest.mark.parametrize("provider", ["aes", "sm4"])
class TestCrypto:
    """Both providers (domain B11): round trip, fresh nonces, bound to the column, tampering found."""

    @pytest.fixture(autouse=True)
    def _provider(self, settings, provider):
        settings.ANJIA_CRYPTO_PROVIDER = provider

    def test_round_trip(self):
        sealed = crypto.encrypt("13800000000", "t.c")
        assert "138" not in sealed
        assert sealed != crypto.encrypt("13800000000", "t.c")
        assert crypto.decrypt(sealed, "t.c") == "13800000000"

    def test_a_value_moved_to_another_column_does_not_open(self):
        with pytest.raises((ValueError, InvalidTag)):
            crypto.decrypt(crypto.encrypt("x", "t.c"), "t.d")


def test_an_unknown_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        crypto.decrypt("v9.aes.k1.xx", "t.c")


def test_sm3_and_sm4_are_the_national_algorithms():
    """Domain B11 V."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    worker = Cipher(algorithms.SM4(block), modes.ECB()).encryptor()
    assert (worker.update(block) + worker.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"


def test_a_blind_index_is_keyed_and_stable():
    assert crypto.blind_index("138", "phone") == crypto.blind_index("138", "phone")
    assert crypto.blind_index("138", "phone") != crypto.blind_index("138", "code")
    assert len(crypto.blind_index("138", "phone")) == 32


def test_an_encrypted_field_can_only_be_asked_whether_it_is_empty():
    field = EncryptedTextField()
    assert field.get_lookup("contains") is None
    assert field.get_lookup("isnull") is not None
    with pytest.raises(FieldError):
        Job.objects.filter(name__nonsense=1)


@pytest.mark.django_db
def test_rows_go_in_by_one_statement():
    now = timezone.now()
    columns = ("id", "created_at", "updated_at", "version", "name", "key", "arguments", "state", "done", "total",
               "attempts", "message", "result", "cancel_requested")  # fmt: skip
    rows = [
        (uuid7(), now, now, 1, "bulk", f"k{n}", {"n": n}, JobState.QUEUED, 0, 0, 0, "行\t\\n", {}, False)
        for n in range(1200)
    ]
    bulk.insert_rows(Job, columns, iter(rows))
    assert Job.objects.filter(name="bulk").count() == 1200
    first = Job.objects.get(key="k7")
    assert (first.arguments, first.message, first.created_at) == ({"n": 7}, "行\t\\n", now)
    if connection.vendor == "sqlite":
        bulk.insert_rows(Job, columns, [(uuid7().hex, str(now)[:19], str(now)[:19], 1, "p", "p", "{}", "queued",
                                        0, 0, 0, "", "{}", False)], prepared=True)  # fmt: skip
        assert Job.objects.filter(name="p").exists()


@pytest.mark.django_db
def test_an_edit_based_on_an_old_version_is_a_conflict():
    """Quality 3, check 20."""
    job = Job.objects.create(name="x", key="x")
    changed = change(job, by=SYSTEM, verb="test.edit", version=1, message="one")
    assert (changed.message, changed.version) == ("one", 2)
    with pytest.raises(Conflict):
        change(Job.objects.get(pk=job.pk), by=SYSTEM, verb="test.edit", version=1, message="two")
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"message": ""}, {"message": "one"})


def test_dependents_are_asked_from_below():
    held = uuid.uuid4()
    dependents.register(
        "test.thing", lambda ids: dependents.Dependents("things", frozenset(set(ids) & {held}), blocks=True)
    )
    assert dependents.of("test.thing", [uuid.uuid4()]) == []
    assert dependents.of("test.thing", [held])[0].blocks
    assert dependents.of("test.other", [held]) == []


def test_models_are_described():
    assert description_of(AuditEvent).kind is TableKind.LOCAL
    assert description_of(AuditEvent).of("note") is Privacy.PERSONAL
    assert description_of(AuditEvent).of("at") is Privacy.INTERNAL
    assert unclassed_fields(AuditEvent) == []
    with pytest.raises(ValueError, match="nowhere"):
        described(kind=TableKind.LOCAL, public=("nowhere",))(Job)


@pytest.mark.django_db
def test_the_planner_is_told_how_many_rows_there_are():
    Job.objects.bulk_create(Job(name="p", key=str(number)) for number in range(50))
    bulk.refresh_statistics()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Job._meta.db_table])
            assert cursor.fetchone() == (50,)
        else:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
            assert cursor.fetchone() == (0,)
