"""What the staff screens of notices share."""

from typing import Any

from django.db.models import QuerySet

from anjia.notices.enums import Verb
from anjia.notices.models import PublicNotice
from anjia.notices.queries import visible_to
from anjia.web.screens import ObjectMixin


class NoticeMixin(ObjectMixin):
    """Fetches a notice at whose place the user holds the screen's verb."""

    context_name = "notice"
    permission: Any = Verb.VIEW
    request: Any

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return visible_to(self.request.user, str(self.permission))
