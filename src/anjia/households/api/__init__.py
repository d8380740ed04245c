"""The registry for programs: families, their changes and consents, rosters."""

from anjia.households.api import changes, consents, families, imports
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (families, changes, consents, imports):
    router.add_router("", part.router)
