"""The end of the demonstration: what will be lost, and who sets the real house up."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import invite_person
from anjia.console.demo.discard import counts, discard_demo, require_discardable
from anjia.console.enums import Verb
from anjia.console.forms import FirstAdministratorForm
from anjia.kernel.permissions import SYSTEM
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.screens import FormScreen, absent


class DemoDiscard(FormScreen):
    """Throws the demonstration away, and leads the first administrator to their invitation."""

    permission = Verb.DISCARD_DEMO
    template_name = "console/demo_discard.html"
    heading = _("清除演示数据")
    submit_label = _("全部清除，开始正式使用")
    success_message = _("演示数据已清除。请设置密码，用这个账号开始第一步。")
    form_class = FirstAdministratorForm
    keeps_draft = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise absent()
        require_discardable(self.user)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = counts()
        families, people = counted[0][1], counted[2][1]
        effect = _("将清除 %(families)d 户、%(people)d 个演示账号和他们办理的一切，不能恢复。") % {
            "families": families,
            "people": people,
        }
        answers = [{"label": label, "value": count, "url": ""} for label, count in counted]
        back = reverse("console:home")
        return super().get_context_data(**{"effect": effect, "answers": answers, "back_url": back, **kwargs})

    def perform(self, form: FirstAdministratorForm) -> str:
        discard_demo(by=self.user)
        city = Region.objects.filter(level=Level.CITY).order_by("path")[0]
        _invitation, token = invite_person(role="administrator", region=city, by=SYSTEM, **form.cleaned_data)
        logout(self.request)
        return reverse("accounts:accept_invitation", args=[token])
