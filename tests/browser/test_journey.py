"""The main job, end to end, by every persona, from the messy roster to a verified certificate.

The district plans and opens a cycle; a town federation imports the roster of three villages; a village proves
consents; a group meets, scores and nominates; village, federation and town give their opinions; a notice runs its
working days and takes an objection; the town decides, the district signs, a visitor verifies the certificate.
Runs on both databases; with ANJIA_PICTURES=1 it takes the manual's pictures.
"""

from pathlib import Path

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.console.demo.year import approval_letter
from tests.browser.chapters import after, evaluation, naming, notice, setting_up

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSY = Path(__file__).parent / "data" / "roster_messy.xlsx"


def test_from_the_messy_roster_to_a_verified_certificate(cast, clock, tmp_path):
    ground = lay_ground(totals=False)
    letter = tmp_path / "批复.pdf"
    letter.write_bytes(approval_letter(2026))
    setting_up.the_district_opens_the_year(cast, ground, letter)
    setting_up.the_town_names_panels_and_pilots(cast, ground)
    setting_up.the_town_imports_the_roster(cast, ground, MESSY)
    evaluation.the_village_proves_consents(cast, ground, letter)
    evaluation.the_village_records_household_totals(cast, ground)
    evaluation.the_group_holds_its_meeting(cast, ground)
    evaluation.the_raters_score(cast, ground)
    evaluation.the_meeting_nominates(cast, ground)
    evaluation.the_three_opinions_are_given(cast, ground)
    notice.the_village_publishes(cast, ground)
    code = notice.a_visitor_objects(cast, ground)
    notice.the_federation_answers(cast, ground, code)
    notice.the_days_pass(clock, 9)
    naming.the_town_decides(cast, ground)
    naming.the_district_signs(cast, ground)
    naming.certificates_are_printed(cast, ground)
    naming.anybody_verifies(cast)
    after.a_family_withdraws(cast, ground)
