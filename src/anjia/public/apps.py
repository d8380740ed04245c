from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.web.addresses import offer_address
from anjia.web.panels import provide_page


def public_page(request: HttpRequest) -> dict[str, Any]:
    """The foot's links."""
    return {"stored_url": reverse("public:stored")}


class PublicConfig(AppConfig):
    name = "anjia.public"
    label = "public"
    verbose_name = _("公开")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        provide_page(public_page)
        offer_address("family", "public:family_slip")
        offer_address("family_card", "public:family")
        offer_address("family_own", "public:own_file")
        offer_address("family_out", "public:family_out")
        offer_address("family_left", "public:own_erase")
