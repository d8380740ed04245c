"""One box: Chinese, pinyin, initials, the end of a phone number; grouped, in scope only (experience 13; frame F5)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.households.actions import correct_name
from anjia.households.enums import Verb
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries import search as search_families
from anjia.households.queries import visible_to
from anjia.kernel.permissions import SYSTEM
from anjia.notices.codes import code_for
from anjia.notices.factories import objection_to, running_notice
from anjia.programmes.factories import open_cycle
from anjia.regions.models import LegacyTerm
from anjia.web import search

pytestmark = pytest.mark.django_db
SEARCH, SUGGEST = reverse("console:search"), reverse("console:suggest")
NAMES = (
    "王小明", "王大明", "单雄信", "仇英", "曾国", "区宝", "解缙", "查良", "翟让", "缪敏", "尉迟恭", "𠮷田", "李王",
    "Ann Lee",
)  # fmt: skip


@pytest.fixture
def families(world):
    made = {name: family(world.group, name, phone=f"1390000{n:04d}") for n, name in enumerate(NAMES, start=1)}
    for each in made.values():
        consent(each, proven=True)
    return made


def found(user, text, kind="families"):
    answers = search.find(user, search.read(text), most=20, kind=kind)
    return [hit.title for answer in answers for hit in answer.hits]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王", ["王大明", "王小明", "李王"]),
        ("小明", ["王小明"]),
        ("王小明", ["王小明"]),
        ("明", ["王大明", "王小明"]),
        ("wangxiaoming", ["王小明"]),
        ("wang xiao ming", ["王小明"]),
        ("xiaoming", ["王小明"]),
        ("wxm", ["王小明"]),
        ("王 xm", ["王小明"]),
        ("wang xm", ["王小明"]),
        ("ＷＸＭ", ["王小明"]),
        ("shanxiongxin", ["单雄信"]),
        ("qiuying", ["仇英"]),
        ("zeng", ["曾国"]),
        ("oubao", ["区宝"]),
        ("xie", ["解缙"]),
        ("zhal", ["查良"]),
        ("zhai", ["翟让"]),
        ("miao", ["缪敏"]),
        ("yuchi", ["尉迟恭"]),
        ("𠮷", ["𠮷田"]),
        ("田", ["𠮷田"]),
        ("ann", ["Ann Lee"]),
        ("0003", ["单雄信"]),
        ("13900000003", ["单雄信"]),
        ("王 0001", ["王小明"]),
        ("１组 王", ["王大明", "王小明", "李王"]),
        ("来园社区 王小明", ["王小明"]),
        ("2组 王小明", []),
        ("张", []),
        ("139", []),
        ('" OR 1', []),
        ("", []),
    ],
)
def test_a_family_is_found_however_one_types_it(world, families, typed, names):
    world.group.name = "1组"
    world.group.save()
    world.village.name = "来园社区居委会"
    world.village.save()
    assert found(world.village_officer, typed) == names


def test_scope_is_in_the_query_and_forbidden_looks_like_absent(world, families):
    next_door = family(world.neighbour_group, "王小明")
    consent(next_door, proven=True)

    assert found(world.village_officer, "王小明") == found(world.neighbour_village_officer, "王小明") == ["王小明"]
    assert found(world.district_office, "王小明") == ["王小明", "王小明"]
    assert found(world.auditor, "王小明") == []


def test_who_lacks_a_proof_is_not_marked_and_not_found_from_above(world):
    consent(family(world.group, "王小明"))
    hits = search.find(world.village_officer, search.read("王小明"), most=5)
    assert [hit.chip for answer in hits for hit in answer.hits] == [""]
    assert found(world.town_federation, "王小明") == []


def test_a_name_that_was_corrected_is_found_by_the_new_one(world, families):
    correct_name(families["王小明"], name="汪晓鸣", version=1, by=world.village_officer)
    assert found(world.village_officer, "wxm") == ["汪晓鸣"]
    assert found(world.village_officer, "王小明") == []


def test_members_lead_to_their_family_and_follow_their_name(world, families):
    member = HouseholdMember.objects.create(household=families["王小明"], name="缪可儿", kinship="20")
    assert found(world.village_officer, "miaoke", "members") == ["缪可儿"]
    member.name = "缪乐乐"
    member.save()
    assert found(world.village_officer, "可儿", "members") == []
    hit = search.find(world.village_officer, search.read("乐乐"), most=5, kind="members")[0].hits[0]
    assert hit.url == reverse("households:detail", args=[families["王小明"].pk])
    assert found(world.neighbour_village_officer, "乐乐", "members") == []


def test_candidacies_titles_decisions_and_notices(world):
    cycle = open_cycle(world)
    decision = issued_decision(world, cycle, names=("王小明", "李建军"))
    serial = Title.objects.order_by("serial")[0].serial
    Household.objects.update(search_tokens="")
    for row in Household.objects.all():
        row.search_tokens = " ".join(row.head_name)
        row.save()
    officer = world.village_officer

    assert found(officer, serial, "titles") == [serial]
    assert len(found(officer, serial[:7], "titles")) == 2
    assert found(world.neighbour_village_officer, serial, "titles") == []
    assert found(officer, "王", "candidacies") == ["王小明"]
    for typed in (decision.number_text, decision.number_text.replace("〔", "[").replace("〕", "] ")):
        assert found(world.town_federation, typed, "decisions") == [decision.title]
    assert found(officer, world.village.name[:2], "notices")
    assert found(world.district_office, str(cycle.year), "cycles") == [cycle.title]


@pytest.mark.parametrize(("typed", "finds"), [("综治委", True), ("平安建设", True), ("老龄委", False)])
def test_old_words_find_what_stands_there_in_todays(world, typed, finds):
    """A paper of the old body, a cycle and a standard in the words in force (domain A0)."""
    LegacyTerm.objects.get_or_create(old="综治委", defaults={"current": "平安建设领导小组"})
    cycle = open_cycle(world, title="平安建设领导小组创建周期")
    decision = issued_decision(world, cycle, names=("王小明",))
    type(decision).objects.filter(pk=decision.pk).update(issuing_organ="芦淞区平安建设领导小组")
    cycle.standard_version.standard.title = "平安建设领导小组标准"
    cycle.standard_version.standard.save()
    office = world.district_office
    assert bool(found(office, typed, "decisions")) == finds
    assert bool(found(office, typed, "cycles")) == finds
    assert bool(found(office, typed, "standards")) == finds
    assert found(office, typed) == []


def test_an_objection_is_found_by_its_whole_code_and_by_nothing_else(world):
    entry = running_notice(world.group, open_cycle(world)).entries.select_related("notice__region", "notice__cycle")[0]
    objection_to(entry, token="a-token")
    code = code_for("a-token")

    assert len(found(world.town_federation, code.lower(), "objections")) == 1
    assert found(world.town_federation, code[:8], "objections") == []
    assert found(world.village_officer, code, "objections") == []


def test_people_and_places(world):
    world.group_leader.display_name = "曾明"
    world.group_leader.save()
    assert found(world.town_federation, "zengming", "people") == ["曾明"]
    assert found(world.town_federation, world.group_leader.username[-4:] + " ", "people") in (["曾明"], [])
    assert found(world.neighbour_town_federation, "曾明", "people") == []
    assert found(world.town_federation, world.village.name[:2], "places") == [world.village.name]
    assert found(world.neighbour_town_federation, world.village.code, "places") == []


@pytest.mark.parametrize("typed", ["王", "wang", "王 xm", "0001"])
def test_a_one_character_query_reads_no_whole_table(world, families, typed):
    rows = search_families(visible_to(SYSTEM, Verb.VIEW), typed)[:10]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows.explain()
    if connection.vendor == "postgresql":
        assert "households_search" in plan
        assert "Seq Scan" not in plan
    else:
        assert "VIRTUAL TABLE INDEX" in plan
        assert "SCAN households_household" not in plan.replace("SCAN s VIRTUAL", "")


def test_the_page_groups_what_it_found_and_suggests_the_same(client, world, families):
    client.force_login(world.village_officer)
    page = client.get(SEARCH, {"q": "王"})
    assert [group["found"].source.name for group in page.context["groups"]] == ["families"]
    assert "王小明" in page.content.decode()

    part = client.get(SUGGEST, {"q": "小明"}).content.decode()
    assert "王小明" in part
    assert "<html" not in part
    assert "没有找到" in client.get(SUGGEST, {"q": "张三"}).content.decode()


def test_one_kind_is_read_page_by_page(client, world):
    for number in range(30):
        consent(family(world.group, f"王{chr(0x4E00 + number)}"), proven=True)
    client.force_login(world.village_officer)
    first = client.get(SEARCH, {"q": "王", "kind": "families"})
    second = client.get(SEARCH, {"q": "王", "kind": "families", "page": "2"})
    titles = [hit.title for page in (first, second) for hit in page.context["groups"][0]["hits"]]
    assert (len(titles), len(set(titles))) == (30, 30)
    assert "下一页" in first.content.decode()
    assert "下一页" not in second.content.decode()
    assert "更多家庭" in client.get(SEARCH, {"q": "王"}).content.decode()
    assert client.get(SEARCH, {"q": "王", "kind": "families", "page": "x"}).status_code == 200


def test_an_empty_box_explains_itself_and_nothing_found_says_what_to_try(client, world):
    client.force_login(world.village_officer)
    assert "要找什么" in client.get(SEARCH).content.decode()
    assert "换一种写法" in client.get(SEARCH, {"q": "张三"}).content.decode()


def test_three_hits_cost_no_more_statements_than_one(client, world):
    client.force_login(world.village_officer)
    cycle, counts = open_cycle(world), []
    for number in range(3):
        made = family(world.group, f"王{number}明")
        consent(made, proven=True)
        candidacy_in(CandidacyState.CONSENTED, group=world.group, cycle=cycle, household=made)
        client.get(SEARCH, {"q": "王"})
        with CaptureQueriesContext(connection) as queries:
            client.get(SEARCH, {"q": "王"})
        counts.append(len(queries))
    assert counts[0] == counts[2]
