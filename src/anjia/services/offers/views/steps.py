"""The steps of somebody's wish to come."""

from django.utils.translation import gettext_lazy as _

from anjia.services.offers.actions import arrange, leave
from anjia.services.offers.enums import Verb
from anjia.services.offers.forms import ArrangeForm
from anjia.services.offers.queries import request_of
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = {"arrange": Step(_("约好时间"), ArrangeForm, arrange)}
    row_of = staticmethod(request_of)


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = {"leave": (leave, _("已撤回，三十天后清除您写过的内容。以后想来，随时可以。"))}
    row_of = staticmethod(request_of)
