"""The evaluation for programs: candidacies, meetings, ballots, votes, opinions."""

from anjia.evaluations.api import ballots, candidacies, meetings
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (candidacies, meetings, ballots):
    router.add_router("", part.router)
