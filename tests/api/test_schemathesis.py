"""Every operation asked with fitting and with unfitting data: no 5xx, and answers as the document says."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from anjia.accounts import roles
from anjia.accounts.factories import secret_for
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacies_in, open_cycle
from anjia.households.models import Household
from anjia.kernel.permissions import grants
from anjia.web.api.site import api
from anjia.web.gate import Open

pytestmark = [pytest.mark.django_db(databases=["default", "services"]), pytest.mark.slow]

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 3


def permissions():
    """`GET /api/v1/…` to the permission of the operation."""
    return {
        operation.operation_id: operation.permission
        for router in api._get_bound_routers()
        for path in router.path_operations.values()
        for operation in path.operations
    }


@pytest.fixture
def real(world):
    """Ids that exist, by the first word of a path: what is generated alone would only ever find nothing."""
    cycle = open_cycle(world.county)
    candidacies = candidacies_in(CandidacyState.CONSENTED, 3, group=world.group, cycle=cycle)
    return {
        "regions": world.village.pk,
        "households": Household.objects.order_by("pk")[0].pk,
        "cycles": cycle.pk,
        "candidacies": candidacies[0].pk,
    }


@pytest.fixture
def headers(world, settings):
    """For each operation the token of somebody whose role may call it."""
    settings.ANJIA_API_PER_MINUTE = 1_000_000
    secrets = {role.key: secret_for(getattr(world, role.key)) for role in roles.ALL}

    def make(permission):
        if isinstance(permission, Open):
            return {"Authorization": f"Bearer {secrets['village_officer']}"}
        able = [role.key for role in roles.ALL if role.key in grants.roles_with(permission)]
        preferred = "village_officer" if "village_officer" in able else able[0]
        return {"Authorization": f"Bearer {secrets[preferred]}"}

    return make


def exercise(operation, mode, ids, sent):
    """A few calls with generated data, each also with an id that exists."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case):
        case.call_and_validate(headers=sent, checks=CHECKS)
        word = case.path.removeprefix("/api/v1/").split("/")[0]
        if "pk" in (case.path_parameters or {}) and word in ids:
            case.path_parameters["pk"] = str(ids[word])
            case.call_and_validate(headers=sent, checks=CHECKS)

    run()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_no_operation_breaks(mode, real, headers):
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    allowed, count = permissions(), 0
    for found in schema.get_all_operations():
        operation = found.ok()
        exercise(operation, mode, real, headers(allowed[operation.definition.raw["operationId"]]))
        count += 1
    assert count == len(allowed)
    assert not connection.needs_rollback
