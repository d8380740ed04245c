"""Loading an official table."""

import csv

import pytest
from django.core.management import CommandError, call_command

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.regions.divisions import Loaded, load_divisions
from anjia.regions.enums import Level
from anjia.regions.management.commands.load_divisions import ZHUZHOU
from anjia.regions.models import Region

pytestmark = pytest.mark.django_db
TABLE = [("4302", "株洲市"), ("430203", "芦淞区"), ("430203001", "贺家土街道"), ("430203001001", "来园社区居委会")]


def rows(table):
    return [{"code": code, "name": name} for code, name in table]


def test_the_whole_city_goes_in_by_a_handful_of_statements(django_assert_max_num_queries):
    with ZHUZHOU.open(encoding="utf-8") as file, django_assert_max_num_queries(14):
        done = load_divisions(csv.DictReader(file), by=SYSTEM)
    assert done == Loaded(created=1522, renamed=0, unchanged=0)
    counts = [Region.objects.filter(level=level).count() for level in Level]
    assert counts == [1, 9, 112, 1400, 0]
    for region in Region.objects.exclude(parent=None).select_related("parent"):
        assert region.path[:-4] == region.parent.path
        assert region.level == Level(region.parent.level).below
    town = Region.objects.get(code="430203001000")
    assert town.full_name == "株洲市芦淞区贺家土街道"


def test_loading_again_changes_nothing_and_a_new_name_is_corrected():
    load_divisions(rows(TABLE), by=SYSTEM)
    before = set(Region.objects.values_list("pk", "path"))
    assert load_divisions(rows(TABLE), by=SYSTEM) == Loaded(0, 0, 4)
    renamed = [*TABLE[:3], ("430203001001", "来园新村居委会")]
    assert load_divisions(rows(renamed), by=SYSTEM) == Loaded(0, 1, 3)
    assert set(Region.objects.values_list("pk", "path")) == before
    assert Region.objects.get(code="430203001001").name == "来园新村居委会"
    assert AuditEvent.objects.filter(verb="regions.load_divisions").count() == 3


def test_later_rows_stand_behind_earlier_ones():
    load_divisions(rows(TABLE), by=SYSTEM)
    load_divisions(rows([("430203001003", "大园社区居委会"), ("430202", "荷塘区")]), by=SYSTEM)
    assert Region.objects.get(code="430203001003").path == "0001000100010002"
    assert Region.objects.get(code="430202000000").path == "00010002"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([("43020", "x")], "第 2 行 43020"),
        ([("990203", "x")], "省份"),
        ([("4302", "")], "缺少名称"),
        ([("4302", "株洲市"), ("430200000000", "湘潭市")], "名称不同"),
        ([("430203", "芦淞区")], "上级代码 430200000000"),
        ([("430203001001-01", "1组")], "不是正式的区划代码"),
    ],
)
def test_a_wrong_table_is_refused_whole_and_says_where(table, words):
    with pytest.raises(Refused, match=words):
        load_divisions(rows(table), by=SYSTEM)
    assert not Region.objects.exists()


def test_a_level_that_contradicts_the_code_is_refused():
    with pytest.raises(Refused, match="级别"):
        load_divisions([{"code": "4302", "name": "株洲市", "level": "county"}], by=SYSTEM)


def test_many_mistakes_are_counted():
    with pytest.raises(Refused, match="共 7 处"):
        load_divisions(rows([("1", "x")] * 7), by=SYSTEM)


def test_only_the_administrator_loads(world):
    with pytest.raises(NotPermitted):
        load_divisions(rows(TABLE), by=world.city_office)
    load_divisions(rows(TABLE), by=world.administrator)


def test_the_command(tmp_path, capsys):
    call_command("load_divisions")
    assert "created 1522" in capsys.readouterr().out
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("code,name\n12,x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="第 2 行"):
        call_command("load_divisions", wrong)
    with pytest.raises(CommandError, match="missing"):
        call_command("load_divisions", tmp_path / "missing.csv")
