"""The page that says what Anjia stores and what it never stores."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.public.stored import NEVER, STORED
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen


class StoredScreen(Screen):
    """Drawn from the schema: a field that is not explained here fails the tests."""

    permission = PUBLIC
    template_name = "public/stored.html"
    heading = _("安家存什么，永远不存什么")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stored=STORED, never=NEVER, **kwargs)
