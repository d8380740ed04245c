"""The evaluation for programs: candidacies, meetings, ballots, votes, opinions."""

from anjia.evaluations.api import ballots, candidacies, meetings, spot_checks
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (candidacies, meetings, ballots, spot_checks):
    router.add_router("", part.router)
