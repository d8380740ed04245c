"""The archive of a backup: whole or refused, in words (quality check 24)."""

import random
import tarfile
from pathlib import Path

import pytest
from django.conf import settings

from anjia.kernel import audit
from anjia.kernel.backups.archive import Manifest, Unfit, is_whole, pack, read_manifest, unpack
from anjia.kernel.backups.digests import differing, digest_of
from anjia.kernel.backups.restoring import restore_backup
from anjia.kernel.backups.sealing import PIECE, NotOpened, is_sealed, open_file, seal_file
from anjia.kernel.backups.sides import backup_key, fingerprint, sides

KEY = b"k" * 32


def manifest(**changes):
    ours = fingerprint(audit.secret_of("default"))
    told = {"side": "main", "vendor": "sqlite", "keys": ours, "made_at": "2026-11-25T18:00:00+08:00", "is_demo": False}
    return Manifest(**{**told, **changes})


def archive(folder, key=KEY, **changes):
    (folder / "database.sqlite3.gz").write_bytes(b"rows" * 500)
    (folder / "sheet").write_bytes(b"a sheet")
    members = [("database.sqlite3.gz", folder / "database.sqlite3.gz"), ("files/ab/sheet", folder / "sheet")]
    pack(folder / "made.tar", manifest(**changes), [*members, ("files/gone", folder / "gone")], key=key)
    return folder / "made.tar"


def test_any_tar_reads_it_and_it_comes_out_as_it_went_in(tmp_path):
    made = archive(tmp_path)
    assert is_whole(made, KEY)
    with tarfile.open(made) as tar:
        assert tar.getnames() == ["database.sqlite3.gz", "files/ab/sheet", "manifest.json"]
    found = read_manifest(made)
    assert list(found.files) == ["database.sqlite3.gz", "files/ab/sheet"], "what was erased meanwhile is not missed"
    unpack(made, found.files, tmp_path / "out")
    assert (tmp_path / "out" / "files" / "ab" / "sheet").read_bytes() == b"a sheet"


def test_a_flipped_byte_anywhere_a_cut_and_another_key_are_seen(tmp_path):
    made = archive(tmp_path)
    whole = made.read_bytes()
    places = [0, 1, 512, 600, len(whole) - 33, len(whole) - 1, *random.Random(5).sample(range(len(whole)), 60)]
    for place in places:
        made.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not is_whole(made, KEY), place
    for shorter in (b"", whole[:20], whole[:-1], whole[:-512]):
        made.write_bytes(shorter)
        assert not is_whole(made, KEY)
    made.write_bytes(whole)
    assert not is_whole(made, b"o" * 32)


def test_a_sealed_file_opens_by_its_passphrase_only_and_tells_nothing_without(tmp_path):
    plain, sealed, opened = tmp_path / "plain", tmp_path / "sealed", tmp_path / "opened"
    for size in (0, 10, PIECE, PIECE + 1):
        plain.write_bytes(b"z" * size)
        seal_file(plain, sealed, "camphors by the river")
        open_file(sealed, opened, "camphors by the river")
        assert opened.read_bytes() == plain.read_bytes()
    assert is_sealed(sealed)
    assert not is_sealed(plain)
    assert b"zzzz" not in sealed.read_bytes()
    with pytest.raises(NotOpened):
        open_file(sealed, opened, "camphors by the road")
    whole = sealed.read_bytes()
    for spoilt in (whole[:-1], whole[: -17 - 1], whole[:90] + b"?" + whole[91:], whole + b"more"):
        sealed.write_bytes(spoilt)
        with pytest.raises(NotOpened):
            open_file(sealed, opened, "camphors by the river")


def test_a_digest_does_not_ask_for_the_order_of_rows_but_for_every_row():
    rows = [(1, "a"), (2, "b"), (2, "b")]
    assert digest_of(rows) == digest_of(reversed(rows))
    assert len({digest_of(found) for found in (rows, rows[:2], [(1, "a"), (2, "b"), (2, "c")], [])}) == 4
    assert differing({"a": (1, "x"), "b": (1, "y")}, {"a": (1, "x"), "c": (1, "y")}) == ["b", "c"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"keys": "0" * 16}, "另一套密钥"),
        ({"side": "elsewhere"}, "这里没有"),
        ({"migrations": ["kernel.0999_from_tomorrow"]}, "kernel.0999_from_tomorrow"),
        ({"format": 99}, "更新的版本"),
        ({"vendor": "oracle"}, "不能互换"),
    ],
)
def test_what_is_not_ours_is_refused_in_words(tmp_path, changes, words):
    made = archive(tmp_path, backup_key(audit.secret_of("default")), **changes)
    with pytest.raises(Unfit, match=words):
        restore_backup(made, overwrite=True)


def test_no_backup_at_all_a_changed_one_and_a_wrong_passphrase_are_refused_in_words(tmp_path, settings):
    settings.SERVICES_DATA = tmp_path / "services"
    for name, data in (("text.tar", b"not a backup"), ("empty.tar", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Unfit, match="不是安家的备份"):
            restore_backup(tmp_path / name)
    with pytest.raises(Unfit, match="签名对不上"):
        restore_backup(archive(tmp_path, b"o" * 32))
    seal_file(tmp_path / "made.tar", tmp_path / "made.sealed", "camphors by the river")
    for passphrase, words in (("", "给出"), ("camphors by the road", "口令不对")):
        with pytest.raises(Unfit, match=words):
            restore_backup(tmp_path / "made.sealed", passphrase=passphrase)
    assert list((tmp_path / "services").iterdir()) == [], "nothing opened is left lying about"


def test_each_side_has_a_folder_of_its_own():
    main, walled = sides()
    assert (main.name, walled.name) == ("main", "services")
    assert main.secrets == Path(settings.DATA) / "secrets.json"
    assert walled.secrets.parent == Path(settings.SERVICES_DATA)
    assert main.files != walled.files
