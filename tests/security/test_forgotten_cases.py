"""Forgotten, nothing that was said in a case can be read behind the wall any more (domain B10; quality 3, check 30)."""

import pytest
from django.apps import apps

from anjia.config.routing import WALLED
from anjia.kernel.permissions import SYSTEM
from anjia.services.actions.closing import erase_content
from anjia.services.kinds import all_kinds
from anjia.services.models import Case, Client
from tests.security import lives

pytestmark = pytest.mark.django_db(databases=["default", WALLED])

# A donor is nobody's case: money is accounted for under the name it was given in.
NO_CASE = {"care.AidDonation.donor"}


def readable(name):
    """Where a name can still be read: model and field, of every table of the services."""
    return [
        f"{model._meta.label}.{field.attname}"
        for model in apps.get_models()
        if model.__module__.startswith("anjia.services")
        for field in model._meta.concrete_fields
        if any(name in str(value) for value in model._base_manager.values_list(field.attname, flat=True))
    ]


@pytest.mark.parametrize("kind", [kind.key for kind in all_kinds()])
def test_of_a_forgotten_case_only_number_kind_and_days_are_left(world, kind):
    lives.staffed(world)
    lives.LIVES[kind](world)
    assert "services.Client.name" in readable(lives.NAME)
    assert readable(lives.PHONE)
    for case in Case.objects.all():
        erase_content(case, by=SYSTEM)

    assert set(readable(lives.NAME)) - NO_CASE == set()
    assert readable(lives.PHONE) == []
    assert Case.objects.exclude(number="").exists()
    assert not Client.objects.exclude(name_index="").exists()
