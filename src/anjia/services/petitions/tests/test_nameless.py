"""Nothing in a suggestion points to a person: numbers, codes, phones, identity numbers, names; the canary (A13-7)."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connections
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.documents.render import render_official_letter
from anjia.documents.tests.reading import pdf_text
from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent
from anjia.services.codes import WALLED, code_for
from anjia.services.factories import new_case
from anjia.services.petitions import actions
from anjia.services.petitions.enums import ReplyOutcome
from anjia.services.petitions.factories import SAID, answered, drafted, sent
from anjia.services.petitions.letters import suggestion_letter
from anjia.services.petitions.models import PolicySuggestion
from anjia.services.petitions.nameless import MOST_A_DAY, PointsToSomebody, require_nameless
from anjia.web.once import new_token

NAME, DOTTED, GUARDIAN, SPOKESMAN = "白头鹎", "阿依古丽·买买提", "戴胜芳", "黄鹂鸣"


@pytest.fixture
def people(world):
    new_case(world.village, name=NAME)
    new_case(world.village, name=DOTTED, phone="13900002222")
    new_case(world.village, name="小鹊", is_under_14=True, guardian=GUARDIAN)
    further = {"persons": 9, "representatives": SPOKESMAN}
    new_case(world.village, name="何某", phone="13900003333", further=further)


def refused(text, world):
    try:
        require_nameless(text, region_path=world.county.path, by=world.case_supervisor)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("如XF2026-0012所反映", "案件编号"),
        ("如ｘｆ２０２６－００１２所反映", "案件编号"),
        ("如 XF 2026 — 0012 所反映", "案件编号"),
        (f"查 {code_for('x')} 可知", "查询码"),
        ("身份证430204199001011234", "证件号码"),
        ("身份证43020419900101123X。", "证件号码"),
        ("电话13812345678", "电话号码"),
        ("电话138-1234-5678", "电话号码"),
        ("电话0731-22345678", "电话号码"),
        ("列为重点人员", "重点人员"),
        ("加强管 控", "管控"),
    ],
)
def test_numbers_and_lists_of_persons_are_refused_in_words(world, text, what):
    assert what in refused(text, world)


@pytest.mark.parametrize(
    "text",
    [
        "2026年第三季度来问12件，比上季度多3件。",
        "请拨打12338、12345或110。",
        "依照信访工作条例第34条，60日内办结；补偿120000元、2026-11-25前。",
        "荷妇函〔2026〕3号",
        "家庭暴力的告诫书应当送到村（社区）。",
    ],
)
def test_what_points_to_nobody_passes(world, people, text):
    assert refused(text, world) == ""


@pytest.mark.parametrize("name", [NAME, DOTTED, GUARDIAN, SPOKESMAN])
def test_names_of_those_who_came_are_found_in_any_field(world, people, name):
    for text in (f"例如{name}一家", f"{name[0]} {name[1:]}来过"):
        assert "可能是一个人的姓名" in refused(text, world), text
    for field in SAID:
        if field != "topic":
            with pytest.raises(PointsToSomebody):
                drafted(world.county, world.case_supervisor, **{field: f"关于{name}的建议"})
    assert not PolicySuggestion.objects.exists()


def test_names_of_another_district_are_not_asked_for(world, people):
    by = persona("case_supervisor", world.neighbour_county)
    require_nameless(NAME, region_path=world.neighbour_county.path, by=by)


def test_somebody_who_came_after_it_was_written_stops_it_still(world):
    """Checked when it is proposed, approved and published; replies and what is sent back as well."""
    chief, second = world.case_supervisor, persona("case_supervisor", world.county)
    first, waits = (drafted(world.county, chief, why=f"{NAME}路口一带来问的多。") for _n in range(2))
    waits = actions.propose_suggestion(waits, by=chief)
    done, open_one = (make(world.county, chief, second, why=f"{NAME}路口来问的多。") for make in (answered, sent))
    new_case(world.village, name=NAME)
    for act in (
        lambda: actions.propose_suggestion(first, by=chief),
        lambda: actions.approve_suggestion(waits, by=second),
        lambda: actions.send_back_suggestion(waits, words=f"{NAME}的事别写", by=second),
        lambda: actions.decide_publication(done, "shown", by=chief),
        lambda: actions.record_reply(
            open_one, outcome=ReplyOutcome.ADOPTED, words=f"已答复{NAME}", on=timezone.localdate(), by=chief
        ),
    ):
        with pytest.raises(PointsToSomebody):
            act()
    actions.decide_publication(done, "kept", by=chief)


def form(**changes):
    return {**SAID, "once": new_token(), **changes}


def test_asking_for_names_leaves_a_trace_and_ends(world, people):
    """The check is no way to learn who came: each hit is in the trail, without the word, and a day allows few."""
    browser = Browser()
    browser.force_login(world.case_supervisor)
    url = reverse("petitions:new_suggestion")
    for _n in range(MOST_A_DAY):
        answer = browser.post(url, form(why=NAME))
        assert (answer.status_code, "可能是一个人的姓名" in answer.content.decode()) == (422, True)
    events = AuditEvent.objects.using(WALLED).filter(verb="petitions.suggest", actor_id=world.case_supervisor.pk)
    assert [event.after for event in events] == [{"named": True}] * MOST_A_DAY
    assert "请另一位督导核对" in browser.post(url, form()).content.decode()
    other = Browser()
    other.force_login(persona("case_supervisor", world.county))
    assert other.post(url, form()).status_code == 302


def test_the_canary_stands_nowhere(world, people):
    """After refusals and a whole course, no name is in any row of suggestions, letter, search, list or public page."""
    chief, second = world.case_supervisor, persona("case_supervisor", world.county)
    case = new_case(world.village, name="金丝雀丽娟", summary="金丝雀丽娟说的事")
    with pytest.raises(PointsToSomebody):
        drafted(world.county, chief, why="金丝雀丽娟说补偿款没有到。")
    one = answered(world.county, chief, second)
    actions.decide_publication(one, "shown", by=chief)
    browser = Browser()
    browser.force_login(chief)
    pages = [
        Browser().get(reverse("petitions:public_suggestions")),
        browser.get(reverse("petitions:suggestions")),
        browser.get(reverse("petitions:suggestion", args=[one.pk])),
        browser.get(reverse("console:search"), {"q": "金丝雀丽娟"}),
    ]
    for page in pages:
        assert page.status_code == 200
        assert case.number.encode() not in page.content
    assert "金丝雀丽娟" not in "".join(page.content.decode() for page in pages[:3])
    file = browser.post(reverse("petitions:suggestions"), {"list": "export", "format": "xlsx"})
    with ZipFile(BytesIO(file.content)) as parts:
        assert "金丝雀" not in "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    assert "金丝雀" not in pdf_text(render_official_letter(suggestion_letter(one)))
    with connections[WALLED].cursor() as cursor:
        for table in ("policysuggestion", "suggestionreply", "quotedfigure"):
            cursor.execute(f"SELECT * FROM petitions_{table}")
            assert "金丝雀" not in str(cursor.fetchall())


def test_a_suggestion_has_no_field_for_a_person():
    names = {field.name for model in (PolicySuggestion,) for field in model._meta.get_fields()}
    assert not {name for name in names if any(word in name for word in ("client", "case", "household", "person"))}
