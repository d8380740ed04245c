"""Backup, destroy, restore; no canary in a plain backup of either side (quality check 24; issue 5).

The commands run as people run them: in a process of their own, on copies of the test's databases.
"""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from anjia.config.routing import WALLED
from anjia.documents import blobs
from anjia.households.factories import family
from anjia.kernel.backups.archive import read_manifest
from anjia.kernel.backups.postgresql import _program
from anjia.services.kinds import all_kinds
from tests.security.lives import LIVES, NAME, PHONE, staffed

pytestmark = pytest.mark.django_db(databases=["default", WALLED], transaction=True)
SEEN, HANDED_IN, OPEN_SESSION = "苍鹭明", b"a sheet that was handed in", "openssessionofsomebody"
ALIASES = {"default": "main", WALLED: "services"}
ON_POSTGRES = bool(os.environ.get("ANJIA_POSTGRES"))
RUN = """
import json, sys
import django; django.setup()
from django.core.management import CommandError, call_command
for words in json.loads(sys.argv[1]):
    try:
        call_command(*words)
    except CommandError as error:
        print("REFUSED", error)
"""


@dataclass
class House:
    """A house in a folder of its own, and what `./run` would give its commands."""

    data: Path
    env: dict[str, str]
    names: dict[str, str]

    def run(self, *commands):
        words = json.dumps([[str(word) for word in command] for command in commands])
        done = subprocess.run(
            [sys.executable, "-c", RUN, words], env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def backups(self, side, ending):
        return sorted(self.data.rglob(f"backups/anjia-{side}-*.{ending}"))

    def content(self, alias):
        """Every row of a database, read past Django; the trail of the backup itself aside."""
        with self.opened(alias) as database:
            names = [
                name for (name,) in database.execute(TABLES).fetchall() if name not in settings.ANJIA_BACKUP_WITHOUT
            ]
            return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}

    def opened(self, alias):
        if ON_POSTGRES:
            return psycopg.connect(**place(self.names[alias]))
        return closing(sqlite3.connect(self.data / self.names[alias]))

    def destroy(self, alias):
        if ON_POSTGRES:
            with self.opened(alias) as database:
                database.execute("DROP SCHEMA public CASCADE")
                database.execute("CREATE SCHEMA public")
        else:
            (self.data / self.names[alias]).unlink()
        shutil.rmtree(self.data / ("files" if alias == "default" else "services/files"))


TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    if ON_POSTGRES
    else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
)


def place(name):
    held = connections["default"].settings_dict
    return {"host": held["HOST"], "port": held["PORT"], "user": held["USER"], "dbname": name}


@contextmanager
def copied(data):
    """Copies of the two test databases, and how Django is told of them."""
    connections.close_all()
    if not ON_POSTGRES:
        names = {"default": "anjia.sqlite3", WALLED: "services/services.sqlite3"}
        for alias, name in names.items():
            with closing(sqlite3.connect(connections[alias].settings_dict["NAME"])) as source:
                source.execute("VACUUM INTO ?", [str(data / name)])
        yield {}, names
        return
    names = {"default": f"house_{os.getpid()}", WALLED: f"house_{os.getpid()}_services"}
    with psycopg.connect(**place("postgres"), autocommit=True) as server:
        for alias, name in names.items():
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{connections[alias].settings_dict["NAME"]}"')
        held = place(names["default"])
        yield {"ANJIA_POSTGRES": f"{held['host']} {held['port']} {held['dbname']} {held['user']}"}, names
        for name in names.values():
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def house(world, tmp_path, settings):
    """With a case of every kind, a family, and a sheet that somebody handed in."""
    staffed(world)
    family(world.group, SEEN)
    blobs.write(HANDED_IN)
    Session.objects.create(session_key=OPEN_SESSION, session_data="x", expire_date=timezone.now())
    for kind in all_kinds():
        LIVES[kind.key](world)
    data = tmp_path / "house"
    (data / "services").mkdir(parents=True)
    for folder in ("", "services"):
        shutil.copy(settings.DATA / folder / "secrets.json", data / folder / "secrets.json")
    shutil.copytree(settings.MEDIA_ROOT, data / "files")
    shutil.copytree(settings.SERVICES_DATA / "files", data / "services" / "files")
    env = {"ANJIA_DATA": str(data), "PYTHONPATH": f"{settings.SOURCE.parent}", "PATH": os.environ["PATH"]}
    env |= {"DJANGO_SETTINGS_MODULE": "anjia.config.settings", "ANJIA_BACKUP_PASSPHRASE": "camphors by the river"}
    with copied(data) as (more, names):
        yield House(data, env | more, names)


def bytes_in(backup, folder):
    """Everything that is in a backup, the database unpacked to what it says; any tar can read it."""
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    for packed in folder.glob("database*"):
        if packed.suffix == ".gz":
            packed.with_name("plain").write_bytes(gzip.decompress(packed.read_bytes()))
        else:
            subprocess.run([_program("pg_restore"), packed, "--file", packed.with_name("plain")], check=True)
    return b"\n".join([backup.read_bytes(), *(path.read_bytes() for path in folder.rglob("*") if path.is_file())])


def test_no_byte_of_a_plain_backup_of_either_side_names_somebody_who_came_for_help(house, tmp_path):
    assert "REFUSED" not in house.run(["backup"])
    held = {side: bytes_in(house.backups(side, "tar")[0], tmp_path / side) for side in ALIASES.values()}
    assert SEEN.encode() in held["main"], "the look itself would see a name"
    assert b"services_case" in held["services"]
    for side, found in held.items():
        for text in (NAME, PHONE, NAME[-2:]):
            assert text.encode() not in found, (side, text)
        assert OPEN_SESSION.encode() not in found, "whoever finds a backup goes on in nobody's session"
        for secret in json.loads((house.data / "secrets.json").read_text()).values():
            assert str(secret).encode() not in found, side
        assert not any(path.name == "secrets.json" for path in (tmp_path / side).rglob("*"))
    assert [path.stat().st_mode & 0o077 for path in house.data.rglob("*.tar")] == [0, 0]


def test_what_was_destroyed_comes_back_row_for_row_with_the_same_anchor(house):
    told = house.run(["backup", "--side", "main"], ["backup", "--side", "services", "--sealed"])
    before = {alias: house.content(alias) for alias in ALIASES}
    main, walled = house.backups("main", "tar")[-1], house.backups("services", "sealed")[-1]
    spoilt = house.data / "spoilt.tar"
    data = bytearray(main.read_bytes())
    data[len(data) // 2] ^= 1
    spoilt.write_bytes(data)

    refused = house.run(["restore", main], ["restore", spoilt, "--overwrite"], ["restore", house.data / "none.tar"])
    assert [line[:7] for line in refused.splitlines()] == ["REFUSED"] * 3
    assert "--overwrite" in refused.splitlines()[0]
    with house.opened("default") as serving:
        serving.execute("SELECT count(*) FROM kernel_auditevent").fetchall()
        assert "正在运行" in house.run(["restore", main, "--overwrite"])
    assert {alias: house.content(alias) for alias in ALIASES} == before, "a refusal changes nothing"

    for alias in ALIASES:
        house.destroy(alias)
    (house.data / "services" / "secrets.json").unlink()
    done = house.run(
        ["restore", main], ["restore", walled], ["audit", "verify"], ["audit", "verify", "--database", WALLED]
    )
    assert "REFUSED" not in done, done
    head = read_manifest(main).head
    assert head in told
    assert done.count(head) == 2, "restored with the anchor that was printed, and the trail stands on it"
    assert blobs.read(blobs.digest_of(HANDED_IN), root=house.data / "files") == HANDED_IN
    for alias in ALIASES:
        assert changed(house.content(alias), before[alias]) == {"kernel_auditevent": 1}, "that it was restored is told"
    assert "REFUSED" not in house.run(["restore", main, "--overwrite"])
    assert changed(house.content("default"), before["default"]) == {"kernel_auditevent": 1}
    assert list(house.data.glob("before-restore-*/files")), "what stood there was moved aside"


def changed(one, other):
    """How many rows of which tables are new; a row that is gone counts too."""
    names = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    return {name: len(set(one.get(name, [])) ^ set(other.get(name, []))) for name in names}
