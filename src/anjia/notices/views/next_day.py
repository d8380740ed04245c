"""A rehearsed notice runs by presses, not by days."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.notices.actions import pass_working_day
from anjia.notices.enums import Verb
from anjia.notices.models import PublicNotice
from anjia.notices.views.base import NoticeMixin
from anjia.web.screens import TransitionScreen


class NoticeNextDay(NoticeMixin, TransitionScreen):
    """Lets one working day of a rehearsed notice go by; a real notice has no such page."""

    permission = Verb.PUBLISH
    heading = gettext_lazy("下一个工作日")
    submit_label = gettext_lazy("下一个工作日")
    success_message = gettext_lazy("过去了一个工作日。")

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return super().get_queryset().filter(cycle__is_rehearsal=True)

    def get_effect(self) -> str:
        return _("演练公示的日期往前走一个工作日；最后一天过完，公示期满。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("公示到"), "value": f"{self.object.ends_on:%Y-%m-%d}", "url": ""}]
        back = reverse("notices:notice_detail", args=[self.object.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)

    def perform(self, form: Any) -> str:
        pass_working_day(self.object, by=self.user)
        return reverse("notices:notice_detail", args=[self.object.pk])
