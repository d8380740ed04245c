"""The country's five files: what they leave out, repeat and name only by form (domain B1)."""

import pytest
from django.core.management import CommandError, call_command

from anjia.kernel.scope import under
from anjia.regions.enums import Level
from anjia.regions.models import Region

pytestmark = pytest.mark.django_db

FILES = {
    "provinces.csv": "code,name\n11,北京市\n35,福建省\n43,湖南省\n44,广东省\n41,河南省\n",
    "cities.csv": "code,name,provinceCode\n1101,市辖区,11\n3505,泉州市,35\n"
    "4302,株洲市,43\n4419,东莞市,44\n"
    "4190,省直辖县级行政区划,41\n",
    "areas.csv": "code,name,cityCode,provinceCode\n110101,东城区,1101,11\n350527,金门县,3505,35\n"
    "430203,芦淞区,4302,43\n441900,东莞市,4419,44\n419001,济源市,4190,41\n",
    "streets.csv": "code,name,areaCode,provinceCode,cityCode\n110101001,东华门街道,110101,11,1101\n"
    "350527000,金门县,350527,35,3505\n430203001,贺家土街道,430203,43,4302\n441900003,东城街道,441900,44,4419\n",
    "villages.csv": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
    "110101001001,多福巷社区居委会,110101001,11,1101,110101\n"
    "350527000000,金门县,350527000,35,3505,350527\n"
    "430203001001,来园社区居委会,430203001,43,4302,430203\n441900003001,岗贝社区居委会,441900003,44,4419,441900\n",
}


@pytest.fixture
def country(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def load(folder, capsys, *words):
    call_command("load_divisions", str(folder), *words)
    return capsys.readouterr().out.strip()


def test_every_place_stands_below_its_city(country, capsys):
    assert load(country, capsys) == "created 16, renamed 0, unchanged 0"
    by_city = {
        city.name: Region.objects.filter(under("path", city.path)).count()
        for city in Region.objects.filter(level=Level.CITY)
    }
    assert by_city == {"北京市": 4, "泉州市": 2, "株洲市": 4, "东莞市": 4, "河南省省直辖县级行政区划": 2}
    town = Region.objects.get(code="441900003000")
    assert [place.name for place in town.ancestors()] == ["东莞市", "东莞市", "东城街道"]


def test_loaded_again_it_changes_nothing(country, capsys):
    load(country, capsys)
    assert load(country, capsys) == "created 0, renamed 0, unchanged 16"


def test_one_city_alone_can_be_taken(country, capsys):
    assert load(country, capsys, "--city", "4302") == "created 4, renamed 0, unchanged 0"
    assert not Region.objects.exclude(code__startswith="4302").exists()


def test_a_file_that_is_missing_is_named(country):
    (country / "streets.csv").unlink()
    with pytest.raises(CommandError, match=r"streets\.csv"):
        call_command("load_divisions", str(country))
    assert not Region.objects.exists()
