"""The State Council's holidays: what is known of each year, and entering a new notice."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.actions import override_holidays
from anjia.regions.enums import Verb
from anjia.regions.forms import HolidayForm
from anjia.regions.models import HolidayOverride
from anjia.regions.working_days import is_covered
from anjia.web.screens import FormScreen


class HolidaysView(FormScreen):
    """Paste the notice; nothing is entered before every line is understood."""

    permission = Verb.OVERRIDE_HOLIDAYS
    template_name = "regions/holidays.html"
    form_class = HolidayForm
    heading = _("放假与调休")
    submit_label = _("录入这些日期")

    def perform(self, form: HolidayForm) -> str:
        count = override_holidays(form.cleaned_data["table"].rows, by=self.user)
        self.success_message = _("已录入 %(count)d 天。") % {"count": count}
        return reverse("regions:holidays")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = timezone.localdate().year
        years = [{"year": number, "covered": is_covered(number)} for number in (year, year + 1)]
        entered = HolidayOverride.objects.filter(date__gte=date(year, 1, 1)).order_by("date")
        return super().get_context_data(years=years, entered=entered, **kwargs)
