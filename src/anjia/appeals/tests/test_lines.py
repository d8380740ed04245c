"""Beside each line of its own file that can be contested, a family finds the way to do so (issue 4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.appeals.factories import appeal_of
from anjia.appeals.own_file import with_ways
from anjia.appeals.queries import open_to
from anjia.honours.models import Title
from anjia.households.own_file import own_file
from anjia.programmes.factories import open_cycle
from anjia.rolling.actions import record_review
from anjia.rolling.factories import delivered, executed, look, titles_of
from anjia.rolling.models import Revocation
from anjia.stars.factories import consenting, panel, star_cycle, whole_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(world):
    return titles_of(world, open_cycle(world))[0]


def ways(household):
    """What the file offers beside its lines, but for the list of appeals: label of the line to where it leads."""
    on = timezone.localdate()
    parts = [with_ways(part, household, on) for part in own_file(household, on) if str(part.title) != "申诉"]
    return {str(line.label): line.acts[0] for part in parts for line in part.lines if line.acts and line.contests}


def test_each_finding_of_a_review_is_contested_by_itself(world, title):
    review = record_review(title, look(world, title.decision.cycle, 2, days=30), by=world.village_officer)
    found = {f.criterion.title: str(f.pk) for f in review.findings.select_related("criterion")}
    offered = ways(title.household)
    assert set(offered) == set(found)
    for label, part in found.items():
        assert f"part={part}" in offered[label].url
    first = next(iter(found.values()))
    appeal_of(title.household, by=world.village_officer, step="rolling.review", parts=[first])
    assert {str(act.label) for act in ways(title.household).values()} == {"看您家的申诉：正在核实"}


def test_a_revocation_is_contested_from_its_own_line_before_it_takes_effect(world, title):
    delivered(world, title.decision.cycle, title)
    assert "乡镇（街道）拟取消称号" in ways(title.household)


def test_taken_back_it_is_contested_from_its_line_and_out_of_time_the_line_offers_nothing(world, title):
    case = executed(world, title.decision.cycle, title)
    assert Title.objects.get(pk=title.pk).state == "revoked"
    assert "称号已取消" in ways(title.household)
    Revocation.objects.filter(pk=case.pk).update(delivered_on=timezone.localdate() - timedelta(days=40))
    assert [one.step.key for one in open_to(title.household)][:1] == ["rolling.revocation"]
    assert "称号已取消" not in ways(title.household)


def test_each_missing_star_is_contested_by_itself(world):
    cycle = star_cycle(world.county)
    panel(cycle, world.village, world.village_officer, world.federation_exec_member)
    home = consenting(world.group, "王秀英")
    whole_year(cycle, world.village, {home: (5, 5, 5, 4)})
    ((label, act),) = ways(home).items()
    assert label == "“爱心奉献”没有得星"
    (adverse,) = open_to(home)
    assert f"part={adverse.step.parts(adverse)[0].key}" in act.url
