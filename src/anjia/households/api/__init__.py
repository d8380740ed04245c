"""The registry for programs: families, their consents, rosters."""

from anjia.households.api import consents, families, imports
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (families, consents, imports):
    router.add_router("", part.router)
