"""Route x role, as reviewed: `matrix.txt` lists for every route who may open it (quality 3, check 1).

After a deliberate change of grants run it with ANJIA_WRITE_MATRIX=1, then review the diff.
"""

import os
from pathlib import Path

from anjia.accounts import roles
from anjia.kernel.permissions import grants
from anjia.web.gate import Open
from tests.access.resolver import routes

MATRIX = Path(__file__).with_name("matrix.txt")


def lines():
    """`route: role role …`, or the word PUBLIC or SIGNED_IN."""
    order = [role.key for role in roles.ALL]
    for route in routes():
        if isinstance(route.permission, Open):
            yield f"{route.name}: {route.permission}"
        else:
            held = grants.roles_with(route.permission)
            yield f"{route.name}: {' '.join(key for key in order if key in held)}"


def test_the_routes_stand_open_as_reviewed():
    text = "\n".join(lines()) + "\n"
    if os.environ.get("ANJIA_WRITE_MATRIX"):
        MATRIX.write_text(text)
    assert text.splitlines() == MATRIX.read_text().splitlines()


def test_people_below_the_town_neither_approve_nor_sign():
    low = {"group_leader", "village_officer", "village_panel_member", "federation_exec_member"}
    low |= {"resident_representative", "inspector", "auditor"}
    for verb in ("evaluations.endorse", "evaluations.approve", "honours.decide", "honours.sign", "notices.investigate"):
        assert not low & grants.roles_with(verb), verb


def test_no_role_both_decides_and_signs():
    assert not grants.roles_with("honours.decide") & grants.roles_with("honours.sign")
