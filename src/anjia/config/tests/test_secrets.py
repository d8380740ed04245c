from concurrent.futures import ThreadPoolExecutor

import pytest

from anjia.config.secrets import load_secrets


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
