import pytest

from tools.install import step
from tools.stamps import Stamp, digest


def test_a_digest_tells_contents_names_and_words_apart(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")

    keys = {digest([one]), digest([two]), digest([one, two]), digest([one], "word")}

    assert len(keys) == 4
    one.write_text("other")
    assert digest([one]) not in keys


def test_a_finished_step_is_skipped_and_a_changed_one_done_again(tmp_path):
    done = []

    for key in ("a", "a", "b"):
        step("name", key, True, lambda key=key: done.append(key), folder=tmp_path)

    assert done == ["a", "b"]


def test_a_step_whose_product_is_gone_is_done_again(tmp_path):
    done = []

    for finished in (True, False):
        step("name", "key", finished, lambda: done.append(1), folder=tmp_path)

    assert len(done) == 2


def test_a_step_that_is_cut_off_leaves_no_stamp(tmp_path):
    def cut_off():
        raise KeyboardInterrupt

    Stamp(tmp_path, "name").write("older")
    with pytest.raises(KeyboardInterrupt):
        step("name", "key", True, cut_off, folder=tmp_path)

    assert Stamp(tmp_path, "name").read() == ""
