"""The wall: alias, keys, trail, outbox, relations, imports (architecture 1; issue 5)."""

import re
import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, models, router, transaction

from anjia.config.routing import WALLED, is_walled
from anjia.config.secrets import load_secrets, walled_keys
from anjia.kernel import audit, jobs, schedules
from anjia.kernel.crypto import _index_key, _provider, blind_index, decrypt, encrypt
from anjia.kernel.models import AuditEvent, Job, JobState
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.rotation import sealed_columns, values_under
from anjia.services.models import Case, Client

OWN = [model for model in apps.get_models(include_auto_created=True) if is_walled(model._meta.app_label)]
pytestmark = pytest.mark.django_db(databases=["default", "services"])
CANARY = "金丝雀女士"


def client_of(name=CANARY):
    return Client.objects.create(region_path="0001", name=name, name_index="x")


def raw(alias, table):
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return str(cursor.fetchall())


def test_every_table_stands_on_its_side_and_points_to_no_row_of_the_other():
    for model in apps.get_models(include_auto_created=True):
        walled = model in OWN
        assert (router.db_for_write(model) == WALLED) is walled, model
        assert router.allow_migrate_model(WALLED, model) is (walled or model._meta.app_label == "kernel"), model
        others = [f.related_model for f in model._meta.get_fields() if f.is_relation and f.related_model]
        assert [other for other in others if (other in OWN) is not walled] == [], model


def test_no_walled_table_stands_in_the_main_database_nor_a_main_one_behind_the_wall():
    main, walled = (set(connections[a].introspection.table_names()) for a in ("default", WALLED))
    assert {model._meta.db_table for model in OWN} <= walled - main
    assert {name for name in walled - {"django_migrations"} if not name.startswith("kernel_")} == {
        model._meta.db_table for model in OWN
    }


def test_each_side_has_keys_of_its_own():
    sealed = encrypt(CANARY, "x", using=WALLED)
    assert decrypt(sealed, "x", using=WALLED) == CANARY
    with pytest.raises(InvalidTag):
        decrypt(sealed, "x")
    assert blind_index(CANARY, "x") != blind_index(CANARY, "x", using=WALLED)
    main, own = load_secrets(settings.DATA), load_secrets(settings.DATA / "services")
    assert not {main["audit_key"], main["index_key"], main["field_keys"]["k1"]} & {
        own["audit_key"], own["index_key"], own["field_keys"]["k1"]
    }  # fmt: skip


def test_what_is_sealed_is_sealed_by_the_keys_of_its_side():
    client = client_of()
    stored = re.search(r"v1\.aes\.[^']+", raw(WALLED, "services_client")).group()
    assert decrypt(stored, "services_client.name", using=WALLED) == CANARY
    assert Client.objects.get(pk=client.pk).name == CANARY
    assert CANARY not in raw(WALLED, "services_client")


def test_its_keys_rotate_by_themselves(tmp_path, settings, monkeypatch):
    settings.ANJIA_WALLED_KEYS = {WALLED: walled_keys(tmp_path)}
    for cache in (_provider, _index_key):
        cache.cache_clear()
    client = client_of()
    monkeypatch.setattr("anjia.kernel.management.commands.rotate_keys.SETTLES_AFTER", 0)
    call_command("rotate_keys", database=WALLED)
    assert list(settings.ANJIA_WALLED_KEYS[WALLED].fields) == ["k2", "k1"]
    assert Client.objects.get(pk=client.pk).name == CANARY
    assert values_under("k1", using=WALLED) == 0
    assert AuditEvent.objects.using(WALLED).filter(verb="kernel.rotate_keys").exists()
    assert not AuditEvent.objects.filter(verb="kernel.rotate_keys").exists()
    for cache in (_provider, _index_key):
        cache.cache_clear()


def test_every_free_text_behind_the_wall_is_sealed():
    sealed = {(column.model, column.name) for column in sealed_columns(WALLED)}
    bare = [
        f"{model._meta.label}.{field.name}"
        for model in OWN
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField) and (model, field.name) not in sealed
    ]
    assert bare == []
    assert all(column.model not in OWN for column in sealed_columns())


def test_its_trail_is_its_own_and_holds():
    audit.record("test.walled", client_of(), by=SYSTEM)
    audit.record("test.main", None, by=SYSTEM)
    audit.seal()
    schedules.run("services.seal_audit")
    walled, main = AuditEvent.objects.using(WALLED), AuditEvent.objects.all()
    assert [event.verb for event in walled] == ["test.walled"]
    assert "test.walled" not in {event.verb for event in main}
    assert audit.verify(WALLED).fault == ""
    assert audit.head(WALLED).startswith("1:")
    assert audit.head(WALLED) != audit.head()
    call_command("audit", "verify", database=WALLED)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using=WALLED):
        walled.update(verb="x")


def test_its_outbox_is_its_own_and_tells_nothing_of_a_failure(monkeypatch):
    ran = []

    def fails(progress, number):
        ran.append(number)
        if number:
            raise ValueError(CANARY)

    monkeypatch.setitem(jobs.handlers, "services.test", fails)
    for number in (0, 1, 1):
        jobs.enqueue("services.test", key=f"n{number}", using=WALLED, number=number)
    assert jobs.work_off(WALLED) == 2
    assert (ran, jobs.work_off(WALLED)) == ([0, 1], 0)
    states = dict(Job.objects.using(WALLED).values_list("key", "state"))
    assert states == {"n0": JobState.DONE, "n1": JobState.FAILED}
    assert CANARY not in raw(WALLED, "kernel_job")
    assert (Job.objects.count(), jobs.queue_size()) == (0, 0)


def test_a_wish_that_is_rolled_back_was_never_made(monkeypatch):
    monkeypatch.setitem(jobs.handlers, "services.test", lambda progress: None)
    with transaction.atomic(using=WALLED):
        jobs.enqueue("services.test", key="gone", using=WALLED)
        transaction.set_rollback(True, using=WALLED)
    assert not Job.objects.using(WALLED).exists()


def test_a_case_points_outward_by_plain_ids_only():
    outward = {"region_id", "taken_by_id"}
    fields = {field.name: field for field in Case._meta.concrete_fields}
    assert all(isinstance(fields[name], models.UUIDField) and not fields[name].is_relation for name in outward)


def test_its_database_is_made_by_migrations_of_its_own(tmp_path):
    """A file of its own, beside a main one that is empty still: the triggers of the trail are there, twice is once."""
    env = {"ANJIA_DATA": str(tmp_path), "PYTHONPATH": f"{settings.SOURCE.parent}", "PATH": "/usr/bin:/bin"}
    env["DJANGO_SETTINGS_MODULE"] = "anjia.config.settings"
    script = """
import django; django.setup()
from django.db import connections
from anjia.kernel.management.commands.migrate_all import migrate_walled
for _n in range(2):
    migrate_walled("services")
walled = connections["services"]
names = set(walled.introspection.table_names())
assert "services_case" in names and "kernel_auditevent" in names and "accounts_user" not in names, names
assert not connections["default"].introspection.table_names()
with walled.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    assert cursor.fetchone()[0] == 6
"""
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "services" / "services.sqlite3").stat().st_size
    assert (tmp_path / "services" / "secrets.json").stat().st_mode & 0o077 == 0
