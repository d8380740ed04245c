"""Draft, decide, sign, void the town's decision: each a check page that names the effect."""

from anjia.honours.enums import Verb
from anjia.honours.screens import DecideStep, DraftStep, SignStep, VoidStep


class DecisionDraft(DraftStep):
    permission = Verb.PREPARE


class DecisionDecide(DecideStep):
    permission = Verb.DECIDE


class DecisionSign(SignStep):
    permission = Verb.SIGN


class DecisionVoid(VoidStep):
    permission = Verb.DECIDE
