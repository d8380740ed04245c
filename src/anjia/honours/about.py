"""What a correction of a name does to decisions, certificates and results, for its check page."""

from django.utils.translation import gettext as _

from anjia.honours.models import Title
from anjia.honours.queries import decisions_waiting, titles_to_correct
from anjia.households.effects import Change, Effect, find
from anjia.households.models import Household


@find
def corrected_honours(household: Household, change: Change) -> list[Effect]:
    """Before the signature the decision will read rightly; after it, an erratum and a new certificate follow."""
    if change.after_name == change.before_name:
        return []
    waiting = [
        Effect(_("命名决定（已审定、待签发）"), _("%(title)s：签发时使用更正后的姓名") % {"title": decision.title})
        for decision in decisions_waiting(household)
    ]
    titles = list(titles_to_correct(household))
    return waiting + [effect for title in titles for effect in _after_naming(title)]


def _after_naming(title: Title) -> list[Effect]:
    told = {"number": title.decision.number_text, "serial": title.serial, "organ": title.decision.organs}
    return [
        Effect(
            _("%(number)s 命名决定（出具更正函）") % told,
            _("起草更正函，由%(organ)s签发，另取文号；原决定不改") % told,
        ),
        Effect(_("证书 1 张"), _("更正函签发后，%(serial)s 查验为“无有效称号”，换发新证书，有效期不变") % told),
        Effect(_("名册、结果公告和公开查验"), _("更正函签发后更新；原名册留存，新名册归在旁边")),
    ]
