from concurrent.futures import ThreadPoolExecutor

import pytest

from anjia.config.secrets import FieldKeys, load_secrets


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path):
    first = load_secrets(tmp_path / "data")

    assert load_secrets(tmp_path / "data") == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secrets.json"]
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_those_who_start_at_once_get_the_same_secrets(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        loaded = list(pool.map(load_secrets, [tmp_path] * 16))

    assert len({secrets["secret_key"] for secrets in loaded}) == 1


def test_secrets_that_others_may_read_are_refused(tmp_path):
    load_secrets(tmp_path)
    (tmp_path / "secrets.json").chmod(0o644)

    with pytest.raises(PermissionError, match="0600"):
        load_secrets(tmp_path)


def test_a_key_that_another_process_adds_is_known_when_it_is_needed(tmp_path):
    load_secrets(tmp_path)
    here, elsewhere = FieldKeys(tmp_path), FieldKeys(tmp_path)
    assert list(here) == list(elsewhere) == ["k1"]

    assert elsewhere.add() == "k2"

    assert here["k2"] == elsewhere["k2"]
    assert list(here) == ["k2", "k1"]
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert load_secrets(tmp_path)["secret_key"]


def test_keys_added_at_once_are_all_kept(tmp_path):
    load_secrets(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _n: FieldKeys(tmp_path).add(), range(8)))

    assert sorted(names) == [f"k{n}" for n in range(2, 10)]
    assert len(FieldKeys(tmp_path)) == 9


def test_the_key_in_use_cannot_be_removed(tmp_path):
    load_secrets(tmp_path)
    keys = FieldKeys(tmp_path)
    keys.add()

    with pytest.raises(ValueError, match="in use"):
        keys.remove("k2")
    with pytest.raises(KeyError):
        keys.remove("k7")
    keys.remove("k1")

    assert list(keys) == ["k2"]
    with pytest.raises(KeyError):
        keys["k1"]
