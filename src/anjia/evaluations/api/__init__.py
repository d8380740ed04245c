"""The evaluation for programs: candidacies, recusals, meetings, ballots, votes, opinions."""

from anjia.evaluations.api import ballots, candidacies, family_choices, meetings, spot_checks
from anjia.web.api.operations import ApiRouter

router = ApiRouter()
for part in (candidacies, family_choices, meetings, ballots, spot_checks):
    router.add_router("", part.router)
