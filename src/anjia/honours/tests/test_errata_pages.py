"""The pages of an erratum: the effect named before, signed, returned, verified by everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.documents.tests.reading import pdf_text
from anjia.honours.enums import ErratumState
from anjia.honours.models import Title
from anjia.honours.tests.correcting import rename
from anjia.households.models import Household
from anjia.kernel.jobs import run_pending
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


class TestPages:
    def url(self, name, *args) -> str:
        return reverse(f"honours:{name}", args=args)

    def test_the_check_page_of_a_correction_names_the_whole_effect(self, client, world, decision):
        client.force_login(world.village_officer)
        household = Household.objects.get(head_name="王小明")
        address = reverse("households:correct_name", args=[household.pk])
        told = {"head_name": "王晓明", "head_birth": household.head_birth, "version": household.version}
        page = client.post(address, told).content.decode()
        for part in ("登记册", "公示", f"{decision.number_text} 命名决定（出具更正函）", "证书 1 张", "结果公告"):
            assert part in page, part

    def test_signed_on_its_page_and_verified_by_everybody(self, client, world, decision, drafted):
        old = Title.objects.get(head_name="王小明")
        client.force_login(world.district_office)
        assert any(drafted.title in str(t.title) for t in tasks_for(world.district_office, world.county.path))
        assert "待签发" in client.get(self.url("decision_detail", decision.pk)).content.decode()
        assert "将更正" in client.get(self.url("erratum_sign", drafted.pk)).content.decode()
        data = {"once": new_token(), "signer_name": "周主席", "expected": "1"}
        for _time in range(2):
            assert client.post(self.url("erratum_sign", drafted.pk), data).status_code == 302
        run_pending()
        page = client.get(self.url("erratum_detail", drafted.pk)).content.decode()
        new = Title.objects.get(erratum=drafted)
        assert new.serial in page
        for paper, start in (("pdf", b"%PDF"), ("word", b"PK"), ("excel", b"PK")):
            assert client.post(self.url("erratum_download", drafted.pk, paper)).content.startswith(start)
        assert client.post(self.url("erratum_download", drafted.pk, "secret")).status_code == 404

        client.force_login(world.village_officer)
        assert "打印新证书" in client.get(self.url("erratum_detail", drafted.pk)).content.decode()
        certificate = client.get(self.url("title_certificate", new.pk)).content
        drafted.refresh_from_db()
        text = pdf_text(certificate)
        assert "王晓明" in text
        assert f"{decision.number_text}、{drafted.number_text}（更正）" in text
        assert client.get(self.url("title_certificate", old.pk)).status_code == 404

        client.logout()
        asked = {"serial": old.serial, "code": old.verify_code}
        page = client.get(self.url("verify"), asked).content.decode()
        assert "无有效称号" in page
        assert "更正" not in page
        assert "换发" not in page
        assert (
            "有效期" in client.get(self.url("verify"), {"serial": new.serial, "code": new.verify_code}).content.decode()
        )
        assert drafted.number_text in client.get(self.url("public_result", decision.pk)).content.decode()

    def test_returned_and_submitted_again_on_the_pages(self, client, world, drafted):
        client.force_login(world.district_office)
        assert client.post(self.url("erratum_return", drafted.pk), {"once": new_token()}).status_code == 422
        client.post(self.url("erratum_return", drafted.pk), {"once": new_token(), "reason": "not_shown"})
        client.force_login(world.town_federation)
        assert "没有说明依据" in client.get(self.url("erratum_detail", drafted.pk)).content.decode()
        client.post(self.url("erratum_resubmit", drafted.pk), {"once": new_token()})
        drafted.refresh_from_db()
        assert drafted.state == ErratumState.DRAFTED

    def test_strangers_find_nothing(self, client, world, drafted):
        client.force_login(world.neighbour_town_federation)
        assert client.get(self.url("erratum_detail", drafted.pk)).status_code == 404
        client.force_login(world.village_officer)
        assert client.get(self.url("erratum_sign", drafted.pk)).status_code == 403

    def test_three_families_cost_the_page_as_much_as_one(self, client, world, decision, drafted):
        client.force_login(world.district_office)

        def statements() -> int:
            with CaptureQueriesContext(connection) as seen:
                client.get(self.url("erratum_detail", drafted.pk))
            return len(seen)

        statements()
        first = statements()
        rename("李建军", "李建君", world.village_officer)
        rename("陈红", "陈虹", world.village_officer)
        assert statements() == first
