"""Rules as dated data, and old words with their new ones (domain A0, B13, B14)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.regions.actions import add_term, amend_rule, withdraw_rule
from anjia.regions.enums import Measure, Rule
from anjia.regions.legal import bases, basis, in_words, load_shipped, number
from anjia.regions.models import LegacyTerm, LegalBasis
from anjia.regions.terms import also_called, modernised

pytestmark = pytest.mark.django_db
NEW = {
    "law": "村民委员会组织法",
    "article": "第30条",
    "text": "应有半数以上的户参加。",
    "numerator": 1,
    "denominator": 2,
}


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule.KEEP_CASES, "5 年"),
        (Rule.KEEP_EXPORTS, "30 日"),
        (Rule.TITLE_REVIEW, "1 年"),
        (Rule.APPEAL_ANSWER, "10 工作日"),
    ],
)
def test_a_length_of_time_as_people_say_it(rule, words):
    assert in_words(rule) == words


def test_every_rule_has_a_basis_and_says_its_number():
    held = bases(Rule)
    assert {rule: held[rule].shown for rule in Rule} == {
        Rule.MEETING_QUORUM: "2/3 以上",
        Rule.MEETING_MAJORITY: "超过 1/2",
        Rule.NOTICE_LEAST: "5 个工作日",
        Rule.NOTICE_MOST: "15 个工作日",
        Rule.NOTICE_SILENCE: "4 小时",
        Rule.OBJECTION_ANSWER: "5 个工作日",
        Rule.APPEAL_WITHIN: "15 个工作日",
        Rule.APPEAL_ANSWER: "10 个工作日",
        Rule.TITLE_REVIEW: "12 个月",
        Rule.KEEP_UNNAMED: "12 个月",
        Rule.KEEP_SCORES: "24 个月",
        Rule.KEEP_LEFT: "12 个月",
        Rule.KEEP_OBJECTIONS: "12 个月",
        Rule.KEEP_INVITATIONS: "30 日",
        Rule.KEEP_EXPORTS: "30 日",
        Rule.KEEP_STARS: "24 个月",
        Rule.KEEP_ACCOUNTS: "36 个月",
        Rule.KEEP_CASES: "60 个月",
        Rule.KEEP_REQUESTS: "12 个月",
        Rule.TITLE_VALID: "24 个月",
        Rule.REVIEW_LEAD: "60 日",
        Rule.RECTIFY_LEAST: "30 日",
        Rule.RECTIFY_USUAL: "60 日",
        Rule.RECTIFY_MOST: "90 日",
        Rule.TITLE_APPEAL: "15 日",
        Rule.GUARDIAN_AGE: "不满 14 周岁",
        Rule.PETITION_ACCEPT: "15 日",
        Rule.PETITION_OBJECTION: "5 个工作日",
        Rule.PETITION_HANDLE: "60 日",
        Rule.PETITION_EXTEND: "30 日",
        Rule.PETITION_REVIEW_ASK: "30 日",
        Rule.PETITION_REVIEW: "30 日",
        Rule.PETITION_RECHECK_ASK: "30 日",
        Rule.PETITION_RECHECK: "30 日",
        Rule.PETITION_PERSONS: "不超过 5 人",
        Rule.MEDIATION_USUAL: "1 个月",
        Rule.MEDIATION_CONFIRM: "30 日",
        Rule.COURT_ACCEPT: "3 日",
        Rule.COURT_DECIDE: "15 日",
        Rule.COURT_EXTEND: "10 日",
        Rule.AID_SUPPLEMENT: "15 日",
        Rule.AID_DECIDE: "7 日",
        Rule.AID_ASSIGN: "3 日",
        Rule.AID_APPOINT: "3 日",
        Rule.AID_FORWARD: "24 小时",
        Rule.AID_OBJECTION: "5 日",
        Rule.AID_LIMITATION: "7 日",
        Rule.CRISIS_CONTACT: "24 小时",
        Rule.ORDER_DECIDE: "72 小时",
        Rule.ORDER_DECIDE_URGENT: "24 小时",
        Rule.ORDER_LASTS: "6 个月",
        Rule.ORDER_RECONSIDER: "5 日",
        Rule.REINTEGRATION_VISIT: "90 日",
        Rule.CARE_CONTACT: "7 日",
        Rule.CARE_VISIT: "30 日",
        Rule.VOLUNTEER_CHECK: "12 个月",
    }


def test_a_day_before_the_first_known_version_takes_that_one():
    assert number(Rule.GUARDIAN_AGE, date(1999, 1, 1)) == 14


def test_an_amendment_holds_from_its_day_and_ends_what_stood_before(world):
    amended = amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=world.administrator)
    assert basis(Rule.MEETING_QUORUM, soon(29)).shown == "2/3 以上"
    assert basis(Rule.MEETING_QUORUM, soon()) == amended
    before = LegalBasis.objects.get(rule=Rule.MEETING_QUORUM, is_shipped=True)
    assert before.valid_to == soon()
    event = AuditEvent.objects.get(verb="regions.amend_rules")
    assert (event.before["shown"], event.after["shown"]) == ("2/3 以上", "1/2 以上")


def test_loading_the_shipped_rules_again_leaves_amendments_alone(world):
    amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=world.administrator)
    LegalBasis.objects.filter(rule=Rule.TITLE_VALID).update(text="改过")
    load_shipped()
    assert basis(Rule.MEETING_QUORUM, soon()).article == "第30条"
    assert basis(Rule.MEETING_QUORUM, soon(29)).valid_to == soon()
    assert "二十四个月" in basis(Rule.TITLE_VALID).text
    assert LegalBasis.objects.count() == len(Rule) + 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"valid_from": timezone.localdate() - timedelta(days=1)}, "不能早于今天"),
        ({"numerator": 3}, "不超过 1"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world, values, words):
    with pytest.raises(Refused, match=words):
        amend_rule(Rule.MEETING_QUORUM, **{**NEW, "valid_from": soon(), **values}, by=world.administrator)


def test_a_length_of_time_takes_one_number(world):
    values = {**NEW, "denominator": 2, "valid_from": soon()}
    with pytest.raises(Refused, match="1 到 366"):
        amend_rule(Rule.NOTICE_LEAST, **values, by=world.administrator)


def test_two_versions_of_one_day_are_refused(world):
    amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=world.administrator)
    with pytest.raises(Refused, match="请先撤销那一条"):
        amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=world.administrator)


def test_what_is_not_in_force_yet_can_be_taken_back(world):
    amended = amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=world.administrator)
    withdraw_rule(amended, by=world.administrator)
    assert basis(Rule.MEETING_QUORUM, soon(60)).shown == "2/3 以上"
    assert basis(Rule.MEETING_QUORUM).valid_to is None


def test_what_is_in_force_cannot(world):
    with pytest.raises(Refused, match="已经施行"):
        withdraw_rule(basis(Rule.MEETING_QUORUM), by=world.administrator)


def test_nobody_else_amends(world):
    for person in (world.district_office, world.village_officer, world.auditor):
        with pytest.raises(NotPermitted):
            amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(), by=person)
        with pytest.raises(NotPermitted):
            withdraw_rule(basis(Rule.MEETING_QUORUM), by=person)
        with pytest.raises(NotPermitted):
            add_term(old="村妇代会", current="村妇联", by=person)


def test_the_database_keeps_one_version_without_an_end():
    held = basis(Rule.NOTICE_LEAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalBasis.objects.create(
            rule=held.rule, law="x", text="x", measure=Measure.WORKING_DAYS, numerator=7, valid_from=soon()
        )


# Old words


@pytest.mark.parametrize(
    ("old", "current"),
    [
        ("综治委[2019]7号", "平安建设领导小组[2019]7号"),
        ("社会治安综合治理委员会", "平安建设领导小组"),
        ("村妇代会主任", "村妇联主任"),
        ("民办非企业单位年审", "社会服务机构年度检查"),
        ("社会服务机构", "社会服务机构"),
        ("", ""),
    ],
)
def test_old_words_are_read_in_todays(old, current):
    assert modernised(old)[0] == current


def test_what_was_replaced_is_told():
    text, replaced = modernised("妇代会和综治办，妇代会")
    assert text == "妇联和平安办，妇联"
    assert [(term.old, term.current) for term in replaced] == [("妇代会", "妇联"), ("综治办", "平安办")]


def test_a_search_asks_for_both_words_where_they_differ():
    assert also_called("综治委") == ["综治委", "平安建设领导小组"]
    assert also_called("妇联") == ["妇联"]


def test_a_new_old_word_is_known_at_once(world):
    add_term(old="联防队", current="平安志愿者", by=world.administrator)
    assert modernised("联防队名单")[0] == "平安志愿者名单"
    for values in (
        {"old": "联防队", "current": "别的"},
        {"old": "同", "current": "同"},
        {"old": "某队", "current": "联防队"},
    ):
        with pytest.raises(Refused):
            add_term(**values, by=world.administrator)
    assert LegacyTerm.objects.filter(old="联防队").count() == 1


# Pages


def test_everybody_reads_the_rules_and_the_administrator_amends(client, world):
    client.force_login(world.village_officer)
    page = client.get(reverse("regions:rules")).content.decode()
    assert "2/3 以上" in page
    assert "村民委员会组织法第28条" in page
    assert "录入新规定" not in page
    assert client.get(reverse("regions:amend_rule", args=["meeting_quorum"])).status_code == 403
    client.force_login(world.administrator)
    assert "录入新规定" in client.get(reverse("regions:rules")).content.decode()
    answer = client.post(
        reverse("regions:amend_rule", args=["meeting_quorum"]), {**NEW, "valid_from": soon().isoformat()}, follow=True
    )
    assert "起施行" in answer.content.decode()
    coming = LegalBasis.objects.get(rule=Rule.MEETING_QUORUM, valid_to=None)
    address = reverse("regions:withdraw_rule", args=[coming.pk])
    assert "原规定继续有效" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert not LegalBasis.objects.filter(pk=coming.pk).exists()


def test_a_wrong_amendment_keeps_what_was_typed(client, world):
    client.force_login(world.administrator)
    answer = client.post(
        reverse("regions:amend_rule", args=["notice_least"]),
        {"law": "新办法", "text": "七个工作日。", "numerator": "7", "valid_from": "2020-01-01"},
    )
    assert answer.status_code == 422
    assert "不能早于今天" in answer.content.decode()
    assert "新办法" in answer.content.decode()
    assert client.get(reverse("regions:amend_rule", args=["nothing"])).status_code == 404


def test_an_old_word_is_entered_on_its_page(client, world):
    client.force_login(world.administrator)
    answer = client.post(reverse("regions:add_term"), {"old": "联防队", "current": "平安志愿者"}, follow=True)
    assert "联防队 → 平安志愿者" in answer.content.decode()


def test_the_page_asks_the_same_however_many_versions(client, world):
    client.force_login(world.administrator)
    client.get(reverse("regions:rules"))
    asked = []
    for day in (30, 31, 32):
        amend_rule(Rule.MEETING_QUORUM, **NEW, valid_from=soon(day), by=world.administrator)
        with CaptureQueriesContext(connection) as context:
            client.get(reverse("regions:rules"))
        asked.append(len(context))
    assert asked[0] == asked[2]
