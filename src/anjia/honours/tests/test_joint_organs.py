"""A cycle whose documents several organs issue: planned, carried into the decision, told everywhere (domain A13-13)."""

import pytest
from django.urls import reverse

from anjia.documents.papers import NamingDecisionText
from anjia.honours.factories import decided_decision, issued_decision
from anjia.honours.models import Title
from anjia.honours.papers import certificate_of, decision_text, roster_of
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.programmes.factories import open_cycle
from anjia.programmes.forms.cycle import PlanForm
from anjia.programmes.models.base import listed
from anjia.programmes.policies import check_joint

pytestmark = pytest.mark.django_db
MAIN, SECOND, THIRD = "芦淞区妇女联合会", "中共芦淞区委政法委员会", "芦淞区民政局"


@pytest.fixture
def together(world):
    told = {"authorisation_file_id": uuid7(), "issuing_organ": MAIN, "joint_organs": f"{SECOND}\n{THIRD}"}
    return open_cycle(world.county, **told)


def text_of(decision) -> NamingDecisionText:
    return decision_text(decision, roster_of(decision, decision.titles.select_related("region__parent")))


def test_the_decision_has_the_main_organs_number_and_everybodys_signature(world, together):
    decision = issued_decision(world, together)
    paper = text_of(decision)
    assert paper.organs == (MAIN, SECOND, THIRD)
    assert paper.number.startswith(f"{together.organ_word}〔")
    assert paper.title.startswith(f"{MAIN}等3部门关于")
    title = Title.objects.filter(decision=decision).first()
    assert certificate_of(title, decision, world.town).joint == (SECOND, THIRD)
    assert paper.rosters[0].subtitle.endswith(f"{MAIN}、{SECOND}、{THIRD}"), "and on the sheet of the Excel file"


def test_what_was_drafted_keeps_its_organs_when_the_plan_is_another(world, together):
    decision = decided_decision(world, together)
    type(together).objects.filter(pk=together.pk).update(joint_organs="")
    decision.refresh_from_db()
    assert decision.organs == f"{MAIN}、{SECOND}、{THIRD}"


def test_two_organs_both_stand_in_the_title_and_one_alone_as_ever(world, together):
    decision = issued_decision(world, together)
    decision.joint_organs = SECOND
    assert text_of(decision).title.startswith(f"{MAIN} {SECOND}关于")
    decision.joint_organs = ""
    assert (text_of(decision).joint, text_of(decision).title[: len(MAIN) + 2]) == ((), f"{MAIN}关于")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲\n乙\n丙\n丁", "最多 3 个"),
        (f"甲\n{MAIN}", "写了两次"),
        ("甲\n甲", "写了两次"),
        ("甲" * 41, "一行写一个"),
    ],
)
def test_organs_that_do_not_hold_are_refused(text, words):
    with pytest.raises(Refused, match=words):
        check_joint(MAIN, text)


def test_the_form_takes_one_a_line():
    form = PlanForm({"joint_organs": f" {SECOND} \n\n{THIRD}\n"})
    form.is_valid()
    assert listed(form.cleaned_data["joint_organs"]) == (SECOND, THIRD)


def test_pages_name_all_of_them_the_main_organ_first(client, world, together):
    decision = issued_decision(world, together)
    client.force_login(world.district_office)
    for address in (
        reverse("honours:decision_detail", args=[decision.pk]),
        reverse("programmes:cycle_detail", args=[together.pk]),
        reverse("honours:public_result", args=[decision.pk]),
    ):
        assert f"{MAIN}、{SECOND}、{THIRD}" in client.get(address).content.decode(), address
