import os

import psycopg
import pytest

from tools import postgres


@pytest.mark.postgres
def test_a_cluster_is_there_for_a_block_and_gone_after_it():
    with postgres.cluster() as running:
        host, port, name, user = running.address.split()
        with psycopg.connect(host=host, port=port, dbname=name, user=user) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)

    assert not running.folder.exists()


@pytest.mark.postgres
def test_a_cluster_whose_owner_was_killed_is_ended_by_the_next_one():
    with postgres.cluster() as orphan:
        nobody = os.fork()
        if nobody == 0:
            os._exit(0)
        os.waitpid(nobody, 0)
        (orphan.folder / "owner").write_text(str(nobody))

        postgres.remove_orphans()

        assert not orphan.folder.exists()
