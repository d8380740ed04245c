"""What a level hands up: each family's form filled in, roster and forms in one file with checksums (domain A5-15)."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.documents.render import render_forms, render_forms_docx
from anjia.documents.tests.reading import codes, pdf_text, word_text
from anjia.exemplars.actions import record_honour
from anjia.exemplars.factories import forwarded, recommended
from anjia.exemplars.models import Recommendation
from anjia.exemplars.queries import visible_to
from anjia.exemplars.submission import SUMS, TOLD, forms_of
from anjia.exemplars.views import papers
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.factories import open_cycle
from anjia.regions.place import SESSION_KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def at(client, user, place):
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = place.path
    session.save()
    return client


def url(name: str, *args) -> str:
    return reverse(f"exemplars:{name}", args=args)


def with_honour(world, family):
    told = {"kind": "most_beautiful", "name": "", "issuing_body": "区妇女联合会", "awarded_on": date(2024, 5, 1)}
    return record_honour(family, **told, number="妇发〔2024〕3号", by=world.village_officer)


def standing():
    return list(visible_to(SYSTEM).select_related("title__decision").order_by("pk"))


def test_a_form_has_all_that_is_known_and_room_for_three_opinions(world, cycle):
    row = forwarded(world, cycle, 1)[0]
    with_honour(world, row.household)
    row.household.phone, row.household.address = "18437006306", "1组8号"
    row.household.save()
    form = forms_of(standing())[0]
    pdf, word = pdf_text(render_forms([form])), word_text(render_forms_docx([form]))
    score = dict(form.facts)[f"{cycle.year}年评分"]
    for said in (
        row.household.head_name,
        row.title.serial,
        "1组8号",
        "最美家庭",
        "妇发〔2024〕3号",
        "名次：第1名",
        score,
    ):
        assert said in pdf, said
        assert said in word, said
    assert all(opinion.split("　")[0] in word for opinion in form.opinions)
    assert "18437006306" not in pdf + word
    assert codes(render_forms([form])) == [form.url]


def test_what_is_missing_leaves_room_to_write(world, cycle):
    recommended(world, cycle, 1)
    form = forms_of(standing())[0]
    assert form.blank_rows == 3
    assert "名次：" in form.opinions[1]
    assert dict(form.facts)["职业"] == ""
    with pytest.raises(ValueError, match="no form"):
        render_forms_docx([])


def test_many_forms_cost_as_many_statements_as_one(world, cycle):
    recommended(world, cycle, 3)
    rows = standing()
    with CaptureQueriesContext(connection) as one:
        forms_of(rows[:1])
    with CaptureQueriesContext(connection) as three:
        assert len(forms_of(rows)) == 3
    assert len(three) == len(one) == 2


def test_the_package_holds_roster_and_forms_with_a_checksum_of_each(client, world, cycle):
    recommended(world, cycle, 2)
    response = at(client, world.village_officer, world.village).post(url("roster", "zip"))
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert {name.rsplit(".", 1)[1] for name in kept} == {"docx", "pdf", "xlsx", "txt"}
    sums = dict(reversed(line.split("  ", 1)) for line in kept.pop(SUMS).decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in kept.items()}
    assert "不通过电子邮件" in kept[TOLD].decode("utf-8-sig")
    forms = pdf_text(kept["推荐表.pdf"])
    assert all(row.household.head_name in forms for row in standing())
    assert AuditEvent.objects.filter(verb="exemplars.export", after__format="zip", after__roster=2).exists()


def test_a_form_leaves_by_a_noted_download_and_only_in_scope(client, world, cycle):
    row = recommended(world, cycle, 1)[0]
    officer = at(client, world.village_officer, world.village)
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert officer.post(url("form", row.pk, ending)).content.startswith(start)
    assert officer.post(url("form", row.pk, "exe")).status_code == 404
    assert officer.get(url("form", row.pk, "pdf")).status_code == 405
    assert AuditEvent.objects.filter(verb="exemplars.export", object_id=row.pk).count() == 2
    assert url("form", row.pk, "pdf") in officer.get(url("detail", row.pk)).content.decode()
    neighbour = at(client, world.neighbour_village_officer, world.neighbour_village)
    assert neighbour.post(url("form", row.pk, "pdf")).status_code == 404
    assert at(client, world.inspector, world.county).post(url("form", row.pk, "pdf")).status_code == 403


def test_an_empty_list_and_one_that_is_too_long_are_refused_in_words(client, world, cycle, monkeypatch):
    officer = at(client, world.village_officer, world.village)
    assert "没有花名册可下载" in officer.post(url("roster", "zip")).content.decode()
    recommended(world, cycle, 2)
    monkeypatch.setattr(papers, "MOST_PERSONS", 1)
    assert "一次最多 1 户" in officer.post(url("roster", "zip")).content.decode()
    assert officer.post(url("roster", "docx")).content.startswith(b"PK")
    assert officer.post(url("roster", "exe")).status_code == 404
    assert Recommendation.objects.count() == 2
