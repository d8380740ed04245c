import pytest

from tools.__main__ import parse


@pytest.mark.parametrize("command", ["test", "bench"])
def test_what_follows_test_and_bench_is_handed_on_as_it_is(command):
    assert parse([command, "-k", "one", "--quick"]).words == ["-k", "one", "--quick"]
    assert parse([command]).words == []


def test_the_data_folder_stands_before_the_words_of_manage():
    options = parse(["manage", "--data", "here", "audit", "--data", "there"])

    assert (options.data, options.words) == ("here", ["audit", "--data", "there"])


def test_the_demo_is_laid_out_unless_it_is_to_be_discarded():
    assert (parse(["demo"]).size, parse(["demo"]).discard) == ("small", False)
    assert parse(["demo", "--discard", "--data", "there"]).discard


def test_check_knows_its_names():
    assert parse(["check", "lint", "types"]).names == ["lint", "types"]
    with pytest.raises(SystemExit):
        parse(["check", "nonsense"])


def test_a_backup_is_of_both_sides_and_without_keys_unless_said():
    assert (parse(["backup"]).side, parse(["backup"]).sealed) == (None, False)
    assert parse(["backup", "--side", "services", "--sealed", "--into", "there"]).into == "there"
    assert (parse(["restore", "a.tar"]).file, parse(["restore", "a.tar"]).overwrite) == ("a.tar", False)
    with pytest.raises(SystemExit):
        parse(["restore"])
