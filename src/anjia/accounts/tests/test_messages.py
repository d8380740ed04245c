"""Telling people something: once, to the right people, and nothing personal on its way out (experience 15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts import messages, outgoing
from anjia.accounts.actions import choose_kinds, end_membership, forget_messages, open_message, read_messages, tell
from anjia.accounts.messages import Kind
from anjia.accounts.models import Message, MutedKind, User
from anjia.accounts.queries import holders, holders_below, inbox_of, unread_count
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.schema import Privacy, described_models
from anjia.regions.enums import Level

PLAIN = Kind("tests.plain", "平常事", "平常的事。", "%(place)s有 %(n)d 户", "%(day)s前")
DUTY = Kind("tests.duty", "法定事", "法定的事。", "%(place)s的期限", duty="期限由规定确定。")
FACTS = {"place": "东村", "n": 3, "day": timezone.localdate()}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(messages, "_kinds", {kind.name: kind for kind in (PLAIN, DUTY)})


@pytest.fixture
def reader(world):
    return world.village_officer


def say(to, key="1", kind=PLAIN.name, **kwargs):
    return tell(to, kind, url="/console/", key=key, facts=FACTS, **kwargs)


def test_a_message_is_the_sentence_of_its_kind_with_its_facts(reader):
    assert say([reader]) == 1

    message = inbox_of(reader).get()
    assert (message.title, message.kind_label) == ("东村有 3 户", "平常事")
    assert message.detail.startswith(str(FACTS["day"]))
    assert unread_count(reader) == 1


def test_told_twice_it_is_there_once_and_stays_read(reader):
    say([reader])
    open_message(inbox_of(reader).get(), by=reader)
    say([reader.pk, reader])

    assert inbox_of(reader).count() == 1
    assert unread_count(reader) == 0


def test_who_did_it_is_not_told(world, reader):
    assert say([reader, world.town_federation], but=reader) == 1
    assert not inbox_of(reader).exists()


def test_a_rehearsal_tells_nobody(reader):
    with rehearsal():
        assert say([reader]) == 0
    assert not inbox_of(reader).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "tests.unknown"}, "no kind"),
        ({"url": "https://elsewhere.example/"}, "page of this site"),
        ({"url": "//elsewhere.example/"}, "page of this site"),
        ({"facts": {"place": "东村"}}, "asks for"),
    ],
)
def test_a_caller_that_is_wrong_hears_of_it_at_once(reader, wrong, said):
    call = {"kind": PLAIN.name, "url": "/console/", "key": "1", "facts": FACTS} | wrong
    with pytest.raises(ValueError, match=said):
        tell([reader], call.pop("kind"), **call)
    assert not Message.objects.exists()


def test_the_statements_do_not_grow_with_the_readers(world, reader, django_assert_num_queries):
    everybody = [world.village_officer, world.town_federation, world.town_leading_group, world.district_office]
    with django_assert_num_queries(4):
        say([reader], key="one")
    with django_assert_num_queries(4):
        say(everybody, key="many")


def test_holders_stand_at_the_place_or_above_it_and_only_while_they_hold_the_role(world):
    held = world.town_federation.memberships_now[0]
    above = holders(world.group.path, role="town_federation")

    assert set(above) == {world.town_federation.pk}
    assert set(holders(world.neighbour_group.path, role="town_federation")) == {world.neighbour_town_federation.pk}
    assert set(holders_below(world.town.path, role="group_leader")) == {world.group_leader.pk}
    assert set(holders(world.village.path, verb="accounts.invite", level=Level.TOWN)) == {world.town_federation.pk}
    assert set(holders(world.village.path, verb="accounts.nobody")) == set()

    end_membership(held, by=SYSTEM)
    assert set(above.all()) == set()


def test_people_without_an_account_any_more_are_told_nothing(world):
    User.objects.filter(pk=world.town_federation.pk).update(is_active=False)
    assert set(holders(world.village.path, role="town_federation")) == set()


def test_only_the_reader_opens_a_message(world, reader):
    say([reader])
    with pytest.raises(NotPermitted):
        open_message(inbox_of(reader).get(), by=world.town_federation)
    assert unread_count(reader) == 1


def test_all_of_a_kind_or_all_are_marked_read_and_nobody_elses(world, reader):
    say([reader, world.town_federation])
    say([reader], kind=DUTY.name)

    assert read_messages(by=reader, kind=DUTY.name) == 1
    assert read_messages(by=reader) == 1
    assert unread_count(world.town_federation) == 1


def test_a_kind_is_switched_off_and_on_again(reader):
    choose_kinds([PLAIN.name], by=reader)
    assert say([reader]) == 0

    choose_kinds([], by=reader)
    assert say([reader]) == 1


def test_a_duty_cannot_be_switched_off_and_says_why(reader):
    with pytest.raises(Refused, match="期限由规定确定"):
        choose_kinds([PLAIN.name, DUTY.name], by=reader)
    assert not MutedKind.objects.exists()
    assert say([reader], kind=DUTY.name) == 1


def test_an_unknown_kind_cannot_be_switched_off(reader):
    choose_kinds(["tests.unknown"], by=reader)
    assert not MutedKind.objects.exists()


def test_two_kinds_of_one_name_are_refused_and_the_same_kind_twice_is_not():
    messages.register(PLAIN)
    with pytest.raises(ValueError, match=PLAIN.name):
        messages.register(Kind(PLAIN.name, "别的", "", ""))
    assert messages.all_kinds() == [DUTY, PLAIN]


def test_a_message_of_a_kind_that_is_gone_can_still_be_read(reader):
    say([reader])
    Message.objects.update(kind="tests.gone")
    assert inbox_of(reader).get().title == "旧消息"


def test_read_messages_are_kept_three_months_and_any_a_year(reader):
    now = timezone.now()
    for key in ("old read", "new read", "old", "new"):
        say([reader], key=key)
    Message.objects.filter(key="old read").update(read_at=now - timedelta(days=91))
    Message.objects.filter(key="new read").update(read_at=now - timedelta(days=89))
    Message.objects.filter(key="old").update(created_at=now - timedelta(days=366))

    assert forget_messages() == 2
    assert set(inbox_of(reader).values_list("key", flat=True)) == {"new read", "new"}


@pytest.fixture
def sent(monkeypatch):
    texts = []
    monkeypatch.setattr(outgoing, "channels", [texts.extend])
    return texts


def test_what_leaves_says_how_many_things_wait_and_where_and_nothing_else(
    world, reader, sent, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://anjia.example"
    with django_capture_on_commit_callbacks(execute=True):
        tell(
            [reader],
            PLAIN.name,
            url="/console/",
            key="1",
            facts={"place": "王小明 13812345678", "n": 1, "day": "保护令"},
        )
        say([reader], kind=DUTY.name)

    assert {each.text for each in sent} == {"您有 2 件事待办，请登录查看：https://anjia.example"}
    assert {each.user_id for each in sent} == {reader.pk}


def test_no_personal_field_of_any_model_gets_into_what_leaves(reader, sent, django_capture_on_commit_callbacks):
    """Whatever a message holds, its text is made of a number and the address: every personal field is a canary."""
    canaries = {
        f"{model._meta.label_lower}.{name}": f"canary-{model._meta.label_lower}-{name}"
        for model, description in described_models.items()
        for name, privacy in description.privacy.items()
        if privacy in {Privacy.PERSONAL, Privacy.SENSITIVE}
    }
    assert "accounts.user.display_name" in canaries
    User.objects.filter(pk=reader.pk).update(display_name="canary-accounts.user"[:40])
    with django_capture_on_commit_callbacks(execute=True):
        for number, canary in enumerate(canaries.values()):
            tell(
                [reader],
                PLAIN.name,
                url=f"/{canary}/",
                key=canary[:120],
                facts={"place": canary, "n": number, "day": canary},
            )

    assert len(sent) == len(canaries)
    assert [each.text for each in sent if "canary" in each.text] == []


def test_nobody_is_nudged_whose_transaction_was_rolled_back_or_who_has_nothing_unread(
    reader, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        say([reader])
        read_messages(by=reader)
    assert sent == []


def test_each_is_written_to_in_their_own_language(reader):
    assert outgoing.words(1, "en").startswith("You have 1 thing")
    assert outgoing.words(2, "en").startswith("You have 2 things")
