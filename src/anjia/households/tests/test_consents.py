"""Consents become proofs, and end at once."""

import io

import pytest
from PIL import Image

from anjia.households.actions import (
    issue_slip_codes,
    prove_by_codes,
    prove_by_sheet,
    prove_by_witness,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.factories import consent, family
from anjia.households.models import Consent, ConsentProof
from anjia.households.queries import live_consents, proven_participants, visible_to
from anjia.households.signals import participation_proven, participation_withdrawn, publication_changed
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent

PARTICIPATE, PUBLISH = ConsentKind.PARTICIPATE, ConsentKind.PUBLISH


def scan() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def heard():
    told = []
    receivers = []
    for name, signal in (
        ("proven", participation_proven), ("withdrawn", participation_withdrawn), ("published", publication_changed)
    ):  # fmt: skip

        def receive(sender, ids, by, name=name, **kwargs):
            told.append((name, sorted(map(str, ids))))

        signal.connect(receive)
        receivers.append((signal, receive))
    yield told
    for signal, receive in receivers:
        signal.disconnect(receive)


@pytest.fixture
def families(world):
    found = [family(world.group, name, phone="") for name in ("何婷婷", "王小明", "李想")]
    for household in found:
        consent(household)
    return found


def sheet(world, participate, publish=(), by=None):
    return prove_by_sheet(
        scan(),
        name="签字表.png",
        region=world.village,
        participate=[household.pk for household in participate],
        publish=[household.pk for household in publish],
        by=by or world.village_officer,
    )


def test_one_sheet_proves_many_families(world, families, heard):
    proof = sheet(world, families[:2], families[:1])
    assert (proof.method, ConsentProof.objects.count()) == (ProofMethod.SIGNATURE_SHEET, 1)
    assert set(proven_participants(visible_to(world.village_officer))) == set(families[:2])
    assert live_consents(families[0])[PUBLISH].proof == proof
    assert live_consents(families[2])[PARTICIPATE].state == ConsentState.ASSERTED
    assert heard == [
        ("proven", sorted(str(f.pk) for f in families[:2])), ("published", [str(families[0].pk)])
    ]  # fmt: skip
    assert AuditEvent.objects.filter(verb="households.record_consent", object_type="households.consent").count() == 3


def test_a_sheet_for_nobody_and_by_nobody_is_refused(world, families):
    with pytest.raises(Refused, match="没有选中"):
        sheet(world, [])
    for persona in (world.group_leader, world.neighbour_village_officer, world.administrator):
        with pytest.raises(NotPermitted):
            sheet(world, families, by=persona)
    assert not ConsentProof.objects.exists()


def test_a_sheet_cannot_prove_a_family_of_another_village(world, families):
    stranger = family(world.neighbour_group, "赵远")
    consent(stranger)
    with pytest.raises(NotPermitted):
        sheet(world, [*families, stranger])
    assert not Consent.objects.filter(state=ConsentState.PROVEN).exists()


def test_the_code_of_a_slip_proves_its_family_once(world, families, heard):
    codes = issue_slip_codes(families, by=world.village_officer)
    assert len(set(codes.values())) == 3
    assert not Consent.objects.filter(slip_code_hash__in=codes.values()).exists()
    code = codes[families[0].pk]
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert prove_by_codes([typed, "WRONG234"], by=world.village_officer) == ([families[0].pk], ["WRONG234"])
    assert prove_by_codes([code], by=world.village_officer) == ([], [code])
    assert heard == [("proven", [str(families[0].pk)])]


def test_a_new_slip_voids_the_old_and_neighbours_cannot_use_it(world, families):
    old = issue_slip_codes(families[:1], by=world.village_officer)[families[0].pk]
    new = issue_slip_codes(families[:1], by=world.village_officer)[families[0].pk]
    assert prove_by_codes([old], by=world.village_officer)[0] == []
    assert prove_by_codes([new], by=world.neighbour_village_officer) == ([], [new])
    assert prove_by_codes([new], by=world.town_federation)[0] == [families[0].pk]


def test_a_witness_is_named_and_someone_else(world, families):
    for witness in ("", "  ", str(world.village_officer)):
        with pytest.raises(Refused, match="见证人"):
            prove_by_witness(families[0], kinds=[PARTICIPATE], witness=witness, by=world.village_officer)
    proof = prove_by_witness(families[0], kinds=[PARTICIPATE, PUBLISH], witness="李见证", by=world.village_officer)
    states = {kind: found.state for kind, found in live_consents(families[0]).items()}
    assert states == {PARTICIPATE: ConsentState.PROVEN, PUBLISH: ConsentState.PROVEN}
    assert proof.witness == "李见证"


def test_withdrawal_takes_effect_at_once_and_everywhere(world, families, heard):
    prove_by_witness(families[0], kinds=[PARTICIPATE, PUBLISH], witness="李见证", by=world.village_officer)
    heard.clear()
    withdraw_participation(families[0], by=world.village_officer)
    assert families[0] not in visible_to(world.village_officer)
    assert live_consents(families[0]) == {}
    assert families[0].consents.filter(withdrawn_at__isnull=False).count() == 2
    assert heard == [("withdrawn", [str(families[0].pk)])]
    with pytest.raises(Refused):
        withdraw_participation(families[0], by=world.village_officer)


def test_the_full_name_alone_may_be_taken_back(world, families, heard):
    prove_by_witness(families[0], kinds=[PARTICIPATE, PUBLISH], witness="李见证", by=world.village_officer)
    heard.clear()
    withdraw_publication(families[0], by=world.village_officer)
    assert set(live_consents(families[0])) == {PARTICIPATE}
    assert heard == [("published", [str(families[0].pk)])]
    with pytest.raises(Refused):
        withdraw_publication(families[0], by=world.village_officer)


def test_others_cannot_withdraw_for_a_family(world, families):
    for persona in (world.group_leader, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            withdraw_participation(families[0], by=persona)
    assert families[0] in visible_to(world.village_officer)
