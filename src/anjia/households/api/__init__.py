"""The registry for programs: families, their changes, consents and cards, rosters."""

from anjia.households.api import cards, changes, consents, families, imports
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (families, changes, consents, cards, imports):
    router.add_router("", part.router)
