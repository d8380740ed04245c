"""Long lists of people and panels are asked for like those of families: the page's own columns, filter and kind."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from anjia.accounts.models import Membership, User
from anjia.documents.actions import approve_export, request_export
from anjia.documents.models import ExportRequest
from anjia.kernel import jobs
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes.factories import open_cycle
from anjia.web import exports
from anjia.web.models import ListChoice
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
PEOPLE, PANELS, ASK = "accounts:people", "programmes:panel_list", "documents:export_ask"


def crowd(group, number):
    people = User.objects.bulk_create(
        [User(username=f"p{n:05d}", display_name=f"领班{n:03d}", password="!") for n in range(number)]
    )
    Membership.objects.bulk_create(
        [Membership(user=p, role="group_leader", region=group, starts_on=date(2026, 1, 1)) for p in people]
    )


def download(client, request):
    jobs.run_pending()
    return client.post(reverse("documents:export_download", args=[request.pk])).content


def test_a_long_list_of_people_leads_to_the_request_and_comes_as_chosen(client, world):
    crowd(world.group, 101)
    asker = world.district_office
    ListChoice.objects.create(user_id=asker.pk, list_name=PEOPLE, columns=["roles"])
    client.force_login(asker)
    sent = {"list": "export", "format": "xlsx", "purpose": "发放工作牌"}
    ask = client.post(f"{reverse(PEOPLE)}?q=领班", sent)["Location"]
    assert ask.startswith(reverse(ASK))
    page = client.get(ask).content.decode()
    assert "当前条件下有 101 项" in page
    assert "姓名、角色" in page
    client.post(ask, {"once": new_token(), "purpose": "发放工作牌", "ending": "xlsx"})

    request = ExportRequest.objects.get()
    assert (request.list_name, request.columns, request.ending) == (PEOPLE, ["name", "roles"], "xlsx")
    assert AuditEvent.objects.get(verb="documents.export").after["columns"] == ["name", "roles"]
    ListChoice.objects.all().delete()
    jobs.run_pending()
    assert not ExportRequest.objects.get().file_id
    approve_export(request, by=second(world))
    rows = list(openpyxl.load_workbook(io.BytesIO(download(client, request))).active.iter_rows(values_only=True))
    assert rows[2] == ("姓名", "角色")
    assert len(rows) == 3 + 101
    assert "领班000" in {row[0] for row in rows}
    assert world.village_officer.display_name not in {row[0] for row in rows}


def second(world):
    """Another person of the district's office."""
    other = User.objects.create(username="second", display_name="区办二")
    county = world.county
    Membership.objects.create(user=other, role="district_office", region=county, starts_on=date(2026, 1, 1))
    return User.objects.get(pk=other.pk)


@pytest.mark.parametrize(("ending", "head"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_list_of_panels_comes_as_the_kind_asked_for(client, world, ending, head):
    cycle = open_cycle(world)
    client.force_login(world.district_office)
    address = reverse(PANELS, args=[cycle.pk])
    client.post(f"{reverse(ASK)}?of={address}", {"once": new_token(), "purpose": "存档", "ending": ending})
    request = ExportRequest.objects.get()
    assert request.arguments == {"pk": str(cycle.pk)}
    assert download(client, request).startswith(head)


@pytest.mark.parametrize("address", ["", "/nowhere/", "/", "/web/bin/", "/people/me/"])
def test_no_other_page_is_asked_for(client, world, address):
    client.force_login(world.district_office)
    assert client.get(reverse(ASK), {"of": address}).status_code == 404


def test_what_may_not_be_asked_for_is_refused_in_words(world):
    def ask(name=PEOPLE, by=world.district_office, **said):
        request_export(world.county, list_name=name, query="", purpose="存档", by=by, **said)

    with pytest.raises(NotPermitted, match="不能提出"):
        ask("notices:objection_list")
    with pytest.raises(NotPermitted, match="不能提出"):
        ask("no:such_list")
    with pytest.raises(NotPermitted, match="不能导出"):
        ask(by=world.group_leader)
    with pytest.raises(Refused, match="Excel"):
        ask(ending="csv")
    token = rehearsing.set(True)
    try:
        with pytest.raises(Refused, match="演练"):
            ask()
    finally:
        rehearsing.reset(token)


def test_more_rows_than_a_file_holds_are_narrowed_first(world, monkeypatch):
    monkeypatch.setattr("anjia.documents.actions.exports.MOST_ROWS", 1)
    with pytest.raises(Refused, match="缩小范围"):
        request_export(world.county, list_name=PEOPLE, query="", purpose="存档", by=world.district_office)


def test_who_has_no_page_for_it_is_refused(client, world):
    crowd(world.group, 101)
    client.force_login(world.inspector)
    page = client.post(reverse(PEOPLE), {"list": "export", "format": "pdf", "purpose": "存档"}).content.decode()
    assert "超过 100 项的要由第二个人批准" in page
    assert exports.address_of_asking(world.inspector, reverse(PEOPLE)) == ""
