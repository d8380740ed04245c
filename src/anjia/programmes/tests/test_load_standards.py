import dataclasses

import pytest
from django.core.management import call_command

from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import load_standards
from anjia.programmes.factories import standard_version, unlimited_standard
from anjia.programmes.models import Criterion, DeductionReason, Standard, StandardVersion
from anjia.programmes.standards import level_of, parse, shipped, stored
from anjia.web.guarded import find_guarded

TEN = [
    "learning",
    "harmony",
    "neighbours",
    "civility",
    "thrift",
    "safety",
    "rights",
    "surroundings",
    "health",
    "giving",
]


def test_both_standards_ship_and_are_read_back_as_they_are(db):
    versions = load_standards(SYSTEM)
    assert [v.standard.code for v in versions] == ["five_star", "ten_good"]
    assert [stored(v) for v in versions] == shipped()


def test_ten_criteria_in_order_add_up_to_a_hundred(db):
    """Domain A2-1, A2-2."""
    criteria = list(standard_version().criteria.all())
    assert [c.code for c in criteria] == TEN
    assert {c.max_half_points for c in criteria} == {20}
    assert sum(c.max_half_points for c in criteria) == 2 * 100


def test_loading_twice_changes_nothing(db):
    load_standards(SYSTEM)
    counts = [m.objects.count() for m in (Standard, StandardVersion, Criterion, DeductionReason, AuditEvent)]
    load_standards(SYSTEM)
    assert [m.objects.count() for m in (Standard, StandardVersion, Criterion, DeductionReason, AuditEvent)] == counts


def test_a_version_in_force_does_not_change(db):
    load_standards(SYSTEM)
    ten_good = next(text for text in shipped() if text.code == "ten_good")
    reworded = dataclasses.replace(ten_good.criteria[0], guide="另一种说法。")
    changed = dataclasses.replace(ten_good, criteria=(reworded, *ten_good.criteria[1:]))
    with pytest.raises(Conflict, match="第1版已经施行"):
        load_standards(SYSTEM, [changed])
    assert stored(StandardVersion.objects.get(standard__code="ten_good")) == ten_good


def test_a_new_wording_is_a_new_version_beside_the_old(db):
    load_standards(SYSTEM)
    ten_good = next(text for text in shipped() if text.code == "ten_good")
    load_standards(SYSTEM, [dataclasses.replace(ten_good, version=2)])
    assert list(StandardVersion.objects.filter(standard__code="ten_good").values_list("number", flat=True)) == [2, 1]


def test_every_criterion_has_two_plain_lines_that_together_fit_a_sheet(db):
    """Domain A13-4: in plain words, to be printed and read aloud; guarded like everything about families."""
    for version in load_standards(SYSTEM):
        paragraphs = version.plain.split("\n\n")
        assert [len(paragraph.splitlines()) for paragraph in paragraphs] == [3] * version.criteria.count()
        titles = [f"{c.order}. {c.title}" for c in version.criteria.all()]
        assert [paragraph.splitlines()[0] for paragraph in paragraphs] == titles
        assert find_guarded(version.plain) is None
        assert len(version.plain) <= StandardVersion._meta.get_field("plain").max_length


def test_what_was_brought_in_without_plain_words_gets_them_once(db):
    load_standards(SYSTEM)
    StandardVersion.objects.update(plain="")
    told = AuditEvent.objects.count()
    load_standards(SYSTEM)
    assert [stored(v) for v in StandardVersion.objects.order_by("standard__code")] == shipped()
    assert AuditEvent.objects.count() == told + 2
    load_standards(SYSTEM)
    assert AuditEvent.objects.count() == told + 2


def test_plain_words_that_stand_are_not_replaced(db):
    load_standards(SYSTEM)
    ten_good = next(text for text in shipped() if text.code == "ten_good")
    with pytest.raises(Conflict, match="第1版已经施行"):
        load_standards(SYSTEM, [dataclasses.replace(ten_good, plain="1. 别的\n说法。")])


def test_who_may_load(world):
    load_standards(world.district_office)
    with pytest.raises(NotPermitted):
        load_standards(world.village_officer)


def test_missing_credit_reasons_are_marked_and_every_text_has_english(db):
    load_standards(SYSTEM)
    missing = DeductionReason.objects.filter(is_missing_credit=True)
    assert set(missing.values_list("criterion__code", flat=True)) == {
        "learning", "civility", "safety", "rights", "health", "giving",
    }  # fmt: skip
    for text in shipped():
        assert text.title_en
        for criterion in text.criteria:
            assert criterion.title_en
            assert criterion.guide_en
            assert bool(criterion.alternative) == bool(criterion.alternative_en)
            assert all(reason.text_en for reason in criterion.reasons)


def test_no_reason_speaks_of_what_the_frame_keeps_out(db):
    """Domain A2-8, A2-9, A2-10: petitioning, belief, violence, disputes."""
    for text in shipped():
        for criterion in text.criteria:
            assert not any(find_guarded(reason.text) for reason in criterion.reasons)


def test_unlimited_reasons_stand_only_in_the_test_standard(db):
    version = unlimited_standard()
    reasons = DeductionReason.objects.filter(criterion__standard_version=version)
    assert set(reasons.values_list("max_half_points", flat=True)) == {20}
    load_standards(SYSTEM)
    shipped_reasons = DeductionReason.objects.exclude(criterion__standard_version=version)
    assert not shipped_reasons.filter(max_half_points__gte=20).exists()


@pytest.mark.parametrize(
    ("stars", "level"),
    [(20, 5), *[(n, 4) for n in (17, 18, 19)], *[(n, 3) for n in (14, 15, 16)], *[(n, 2) for n in (11, 12, 13)]]
    + [(n, 1) for n in range(11)],
)  # fmt: skip
def test_bands_of_the_five_stars(db, stars, level):
    """Domain A6-3; ten stars are a grade of one (民法典 1259)."""
    assert level_of(standard_version("five_star").bands, stars) == level


@pytest.mark.parametrize("stars", [21, -1, 1.5, True])
def test_what_is_no_number_of_stars(db, stars):
    with pytest.raises(ValueError, match="no number of stars"):
        level_of(standard_version("five_star").bands, stars)


def test_the_five_bands_hold_twenty_one_numbers(db):
    bands = standard_version("five_star").bands
    assert [band["max"] - band["min"] + 1 for band in bands] == [1, 3, 3, 3, 11]


def a_standard(**changes):
    criteria = [
        {"code": f"c{n}", "title": "试", "guide": "试。", "max_score": 10, "reasons": [{"text": "试", "max": 3}]}
        for n in range(10)
    ]
    return {"code": "try", "scheme": "points_100", "title": "试", "version": 1, "criteria": criteria} | changes


def test_standards_that_do_not_add_up_are_refused():
    parse(a_standard())
    criteria = a_standard()["criteria"]
    with pytest.raises(ValueError, match="add up to 90"):
        parse(a_standard(criteria=criteria[:9]))
    with pytest.raises(ValueError, match="stands twice"):
        parse(a_standard(criteria=[*criteria[:9], criteria[0]]))
    with pytest.raises(ValueError, match="takes more"):
        parse(a_standard(criteria=[criteria[0] | {"reasons": [{"text": "试", "max": 11}]}, *criteria[1:]]))
    with pytest.raises(ValueError, match="half-points"):
        parse(a_standard(step=0.3))
    hole = [{"min": 11, "max": 20, "level": 2}, {"min": 0, "max": 9, "level": 1}]
    with pytest.raises(ValueError, match="hole"):
        parse(a_standard(scheme="stars_20", bands=hole))


def test_the_command_loads_them(db, capsys):
    call_command("load_standards")
    assert capsys.readouterr().out.split() == ["five_star", "v1", "ten_good", "v1"]
