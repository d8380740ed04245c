"""New keys for everything sealed, in every slice, while the site serves (domain B11)."""

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, router

from anjia.config.secrets import FieldKeys, load_secrets
from anjia.evaluations.factories import family_in
from anjia.households.models import Household, StagedFamily
from anjia.kernel import rotation
from anjia.kernel.crypto import _provider, encrypt
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.rotation import reseal, sealed_columns, values_under

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


@pytest.fixture
def keys(tmp_path, settings):
    load_secrets(tmp_path)
    settings.ANJIA_FIELD_KEYS = FieldKeys(tmp_path)
    _provider.cache_clear()
    yield settings.ANJIA_FIELD_KEYS
    _provider.cache_clear()


@pytest.fixture
def family(keys, world):
    made = family_in(world.group, "王小明")
    made.phone = PHONE
    made.save()
    return made


def raw(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT CAST("{column}" AS text) FROM "{table}"')
        return [text for (text,) in cursor.fetchall()]


def rotate(monkeypatch, *words):
    monkeypatch.setattr("anjia.kernel.management.commands.rotate_keys.SETTLES_AFTER", 0)
    call_command("rotate_keys", *words)


def test_everything_sealed_stands_under_the_new_key_and_reads_as_before(family, keys, monkeypatch):
    staged = StagedFamily.objects.create(
        batch_id=uuid7(), status="before", household_id=family.pk, region_id=family.region_id, head_name="王小明",
        phone_sealed=encrypt(PHONE, "households_household.phone"),
    )  # fmt: skip
    rotate(monkeypatch)
    assert list(keys) == ["k2", "k1"]
    assert Household.objects.get(pk=family.pk).phone == PHONE
    staged.refresh_from_db()
    assert staged.phone_sealed.startswith("v1.aes.k2.")
    assert AuditEvent.objects.get(verb="kernel.rotate_keys").after == {
        "key": "k2",
        "values": 2 + Authenticator.objects.count(),
    }


def test_no_column_anywhere_is_forgotten(family, monkeypatch):
    """Whatever column of whatever slice holds a ciphertext, the rotation knows it; walled ones rotate apart."""
    assert any("v1.aes.k1." in text for text in raw("mfa_authenticator", "data"))
    rotate(monkeypatch)
    left = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        if router.db_for_read(model) == "default"
        for field in model._meta.local_concrete_fields
        if field.get_internal_type() in {"TextField", "CharField", "JSONField"}
        and any("v1.aes.k1." in (text or "") for text in raw(model._meta.db_table, field.column))
    ]
    assert left == []


def test_a_second_factor_goes_on_working(keys, world, client, monkeypatch):
    user = world.town_federation
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    Authenticator.objects.filter(user=user).delete()
    held = Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret, "mfa_authenticator.secret")}
    )
    rotate(monkeypatch)
    held.refresh_from_db()
    assert held.data["secret"].startswith("v1.aes.k2.")
    assert held.wrap().validate_code(pyotp.TOTP(secret).now())
    assert rotation.decrypt(held.data["secret"], "mfa_authenticator.secret") == secret


def test_what_somebody_changes_meanwhile_is_left_to_them(family, keys, monkeypatch):
    read = rotation._steps

    def slow(column):
        for rows in read(column):
            if column.model is Household:
                Household.objects.filter(pk=family.pk).update(phone="13900001111")
            yield rows

    keys.add()
    monkeypatch.setattr(rotation, "_steps", slow)
    assert reseal() == Authenticator.objects.count()
    assert Household.objects.get(pk=family.pk).phone == "13900001111"


def test_cut_off_it_goes_on_where_it_stopped_without_another_key(family, keys, monkeypatch):
    keys.add()
    rotate(monkeypatch, "--resume")
    assert list(keys) == ["k2", "k1"]
    assert values_under("k1") == 0
    assert reseal() == 0


def test_an_old_key_is_retired_only_when_nothing_needs_it(family, keys, monkeypatch):
    keys.add()
    left = 1 + Authenticator.objects.count()
    with pytest.raises(CommandError, match=f"^{left} values are still sealed under k1"):
        rotate(monkeypatch, "--retire", "k1")
    rotate(monkeypatch, "--resume")
    rotate(monkeypatch, "--retire", "k1")
    assert list(keys) == ["k2"]
    assert Household.objects.get(pk=family.pk).phone == PHONE


@pytest.mark.parametrize(("key", "words"), [("k2", "in use"), ("k9", "there is no key k9")])
def test_other_keys_are_not_retired(keys, monkeypatch, key, words):
    keys.add()
    with pytest.raises(CommandError, match=words):
        rotate(monkeypatch, "--retire", key)


def test_the_columns_are_found_from_the_models():
    found = {(column.model._meta.label, column.name) for column in sealed_columns()}
    assert {("households.Household", "phone"), ("households.StagedFamily", "phone_sealed")} <= found
    assert ("mfa.Authenticator", "data") in found
