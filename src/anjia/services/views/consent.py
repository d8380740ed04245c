"""What the person agreed to, as the team writes it down; and the content that goes on their word."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.services import actions
from anjia.services.enums import Purpose, Verb
from anjia.services.forms import work as forms
from anjia.services.models import Case
from anjia.services.views.work import CaseWorkScreen
from anjia.web.screens import absent


class ConsentView(CaseWorkScreen):
    permission = Verb.FOLLOW
    heading = _("登记同意")
    submit_label = _("登记")
    form_class = forms.ConsentForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.give_consent(case, purpose=said["purpose"], given=said["given"], by=self.user)


class TakeBackView(CaseWorkScreen):
    """Somebody who called or came takes a consent back."""

    permission = Verb.FOLLOW
    template_name = "web/transition.html"
    heading = _("当事人撤回同意")
    submit_label = _("登记撤回")
    success_message = _("已撤回。")
    form_class = forms.CheckForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        purpose = self._purpose()
        answers = [{"label": _("撤回的是"), "value": purpose.label}]
        return {**super().get_context_data(**kwargs), "answers": answers, "effect": EFFECTS[purpose]}

    def _purpose(self) -> Purpose:
        if self.kwargs["purpose"] not in Purpose.values:
            raise absent()
        return Purpose(self.kwargs["purpose"])

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.withdraw_consent(case, purpose=self._purpose(), by=self.user)


OVER = _("不用说理由。这件事随即结束，三十天后清除内容；三十天里本人又愿意的，可以登记新的同意再恢复。")
EFFECTS = {
    Purpose.HANDLE: OVER,
    Purpose.GUARDIAN: OVER,
    Purpose.PASS_ON: _("不用说理由。还没有答复的转办随即收回；已经转出的，会提醒团队请对方停止办理。"),
}


class EraseView(CaseWorkScreen):
    permission = Verb.ERASE
    template_name = "web/transition.html"
    heading = _("现在就清除内容")
    submit_label = _("清除")
    success_message = _("已清除，不能恢复。")
    form_class = forms.CheckForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("姓名、电话、经过、记录和文书全部清除，旧的备份里也打不开；只留编号、日期和数字。清除后不能恢复。")
        return {**super().get_context_data(**kwargs), "effect": effect}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.erase_case(case, by=self.user)
