"""The three opinions of annex 3 as data: who gives each, from which state, at which level (domain A5-2..4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from anjia.evaluations.enums import CandidacyState, Outcome, Step, Verb
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel.workflow import Transition
from anjia.regions.enums import Level


@dataclass(frozen=True)
class StepRule:
    """One step: the state it takes families from, the verb it needs, the level its roster is made for."""

    step: Step
    source: CandidacyState
    verb: Verb
    level: Level
    moves: Mapping[Outcome, Transition]


STEPS: dict[str, StepRule] = {
    rule.step: rule
    for rule in (
        StepRule(
            Step.VILLAGE_REVIEW,
            CandidacyState.NOMINATED,
            Verb.REVIEW,
            Level.VILLAGE,
            {
                Outcome.ACCEPT: CANDIDACY["review"],
                Outcome.RETURN: CANDIDACY["return_by_village"],
                Outcome.REFUSE: CANDIDACY["refuse_by_village"],
            },
        ),
        StepRule(
            Step.FEDERATION_OPINION,
            CandidacyState.REVIEWED,
            Verb.ENDORSE,
            Level.TOWN,
            {
                Outcome.ACCEPT: CANDIDACY["endorse"],
                Outcome.RETURN: CANDIDACY["return_by_federation"],
                Outcome.REFUSE: CANDIDACY["refuse_by_federation"],
            },
        ),
        StepRule(
            Step.TOWN_APPROVAL,
            CandidacyState.ENDORSED,
            Verb.APPROVE,
            Level.TOWN,
            {
                Outcome.ACCEPT: CANDIDACY["approve"],
                Outcome.RETURN: CANDIDACY["return_by_town"],
                Outcome.REFUSE: CANDIDACY["refuse_by_town"],
            },
        ),
    )
}
STEP_OF_STATE: dict[str, StepRule] = {rule.source: rule for rule in STEPS.values()}
