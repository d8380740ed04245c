"""Document numbers: their form (domain B4, A11) and the gapless register."""

import threading
import uuid
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from anjia.documents.actions import take_number, void_number
from anjia.documents.enums import NumberState, Verb, VoidReason
from anjia.documents.models import DocumentNumber
from anjia.documents.numbers import format_number, parse_number
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db


@dataclass
class Stranger:
    pk: uuid.UUID | None = None

    def may(self, verb: str, path: str) -> bool:
        return False

    def scopes(self, verb: str) -> tuple[str, ...]:
        return ()


def take(year: int = 2026, word: str = "株妇") -> DocumentNumber:
    with transaction.atomic():
        return take_number(word, year, subject="命名决定", object_id=uuid.uuid4(), by=SYSTEM, region_path="0001")


def test_format() -> None:
    assert format_number("株妇", 2026, 3) == "株妇〔2026〕3号"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("综治委[2019]7号", "综治委〔2019〕7号"),
        ("综治委［2019］7号", "综治委〔2019〕7号"),
        ("综治委【2019】7号", "综治委〔2019〕7号"),
        ("综治委(2019)7号", "综治委〔2019〕7号"),
        (" 株荷妇（２０２６）１２ 号", "株荷妇〔2026〕12号"),
        ("株妇〔2026〕3号", "株妇〔2026〕3号"),
    ],
)
def test_brackets_are_normalised(typed: str, written: str) -> None:
    assert str(parse_number(typed)) == written


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("将安教1号", "没有年份"),
        ("荣委办发[20xx]10号", "四位数字"),
        ("雅办法[20xx]59号", "四位数字"),
        ("株妇〔26〕3号", "四位数字"),
        ("株妇〔2026〕03号", "不补零"),
        ("株妇〔2026〕第3号", "不加“第”字"),
        ("株妇〔2026〕3", "以“号”字结尾"),
        ("妇〔2026〕3号", "机关代字"),
        ("ZF〔2026〕3号", "机关代字"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_number(typed)


def test_numbers_follow_each_other_for_each_organ_and_year() -> None:
    assert [str(take()) for _ in range(3)] == ["株妇〔2026〕1号", "株妇〔2026〕2号", "株妇〔2026〕3号"]
    assert str(take(2027)) == "株妇〔2027〕1号"
    assert str(take(word="荷妇")) == "荷妇〔2026〕1号"


def test_a_rollback_leaves_no_gap() -> None:
    take()
    with transaction.atomic():
        take()
        transaction.set_rollback(True)
    assert take().number == 2


def test_taking_is_audited() -> None:
    drawn = take()
    event = AuditEvent.objects.get(object_id=drawn.pk)
    assert (event.verb, event.after["number"], event.region_path) == (Verb.TAKE_NUMBER, "株妇〔2026〕1号", "0001")


@pytest.mark.django_db(transaction=True)
def test_a_number_is_drawn_only_inside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        take_number("株妇", 2026, subject="", object_id=None, by=SYSTEM)


def test_an_organ_word_is_chinese() -> None:
    with pytest.raises(Refused, match="2至12个汉字"):
        take(word="ABC")


def test_a_voided_number_stays_and_is_not_drawn_again() -> None:
    drawn = void_number(take(), reason=VoidReason.MISTAKE, by=SYSTEM)
    assert (drawn.state, drawn.void_reason) == (NumberState.VOIDED, VoidReason.MISTAKE)
    assert take().number == 2
    assert [n.number for n in DocumentNumber.objects.all()] == [1, 2]


def test_voiding_needs_a_reason_and_happens_once() -> None:
    drawn = take()
    with pytest.raises(Refused, match="选择原因"):
        void_number(drawn, reason=" ", by=SYSTEM)
    void_number(drawn, reason=VoidReason.TWICE, by=SYSTEM)
    with pytest.raises(Conflict):
        void_number(drawn, reason=VoidReason.TWICE, by=SYSTEM)


def test_a_stranger_cannot_void() -> None:
    drawn = take()
    with pytest.raises(NotPermitted):
        void_number(drawn, reason=VoidReason.TWICE, by=Stranger())
    drawn.refresh_from_db()
    assert drawn.state == NumberState.ISSUED


@pytest.mark.django_db(transaction=True)
def test_eight_who_sign_at_once_leave_no_gap_and_no_double() -> None:
    def sign() -> None:
        try:
            take()
        finally:
            connection.close()

    threads = [threading.Thread(target=sign) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(DocumentNumber.objects.values_list("number", flat=True)) == list(range(1, 9))
