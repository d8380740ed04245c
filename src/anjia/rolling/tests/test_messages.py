"""Who is told of the next step, and that a message names nobody (experience 15)."""

import pytest

from anjia.accounts.models import Message
from anjia.rolling.actions import mark_due
from anjia.rolling.factories import approved, executed, heard, proposed, titles_of

pytestmark = pytest.mark.django_db


def told(user, kind):
    """The sentences of a kind in somebody's inbox."""
    return [str(message.title) for message in Message.objects.filter(user=user, kind=f"rolling.{kind}")]


def test_a_village_is_told_once_how_many_are_due(world, cycle):
    titles_of(world, cycle, ("王小明", "李建军"))
    mark_due()
    mark_due()
    assert told(world.village_officer, "due") == [f"{world.village.name}有 2 户的称号复核到期"]
    assert told(world.village_panel_member, "due")
    assert not told(world.neighbour_village_officer, "due")
    assert not told(world.town_federation, "due")


def test_each_step_of_a_revocation_calls_the_next(world, cycle, title):
    proposed(world, cycle, title)
    assert told(world.town_federation, "to_hear") == [f"{world.village.name}有一户的取消称号待听取意见"]
    assert not told(world.neighbour_town_federation, "to_hear")


def test_heard_the_town_decides(world, cycle, title):
    heard(world, cycle, title)
    assert told(world.town_leading_group, "to_approve") == [f"{world.village.name}有一户的取消称号待审批"]


def test_approved_the_village_brings_the_paper(world, cycle, title):
    approved(world, cycle, title)
    assert told(world.village_officer, "to_deliver") == [f"{world.village.name}有一份告知书待送到家里"]


def test_drafted_and_issued(world, cycle, title):
    executed(world, cycle, title)
    assert told(world.district_office, "to_sign") == [f"{world.town.name}的取消称号决定待签发，1 户"]
    (issued,) = told(world.village_officer, "issued")
    assert issued.endswith("1 户的称号已取消")
    assert not Message.objects.filter(facts__icontains="王小明").exists()
