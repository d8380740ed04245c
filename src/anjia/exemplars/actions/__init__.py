"""The only writes of this slice."""

from anjia.exemplars.actions.ceremonies import (
    arrange_seats,
    cancel_ceremony,
    finish_ceremony,
    plan_ceremony,
    seat_latecomers,
)
from anjia.exemplars.actions.endings import call_in_plaques, end_models
from anjia.exemplars.actions.naming import ModelNaming
from anjia.exemplars.actions.other_honours import record_honour, remove_honour
from anjia.exemplars.actions.plaques import (
    give_plaque,
    make_plaques,
    replace_plaque,
    report_found,
    report_lost,
    take_back,
    void_plaque,
)
from anjia.exemplars.actions.recommend import (
    forward_roster,
    rank_families,
    recommend_families,
    retract_recommendation,
    return_recommendation,
    submit_roster,
    write_reason,
)
from anjia.exemplars.actions.restorations import restore_models

__all__ = [
    "ModelNaming",
    "arrange_seats",
    "call_in_plaques",
    "cancel_ceremony",
    "end_models",
    "finish_ceremony",
    "forward_roster",
    "give_plaque",
    "make_plaques",
    "plan_ceremony",
    "rank_families",
    "recommend_families",
    "record_honour",
    "remove_honour",
    "replace_plaque",
    "report_found",
    "report_lost",
    "restore_models",
    "retract_recommendation",
    "return_recommendation",
    "seat_latecomers",
    "submit_roster",
    "take_back",
    "void_plaque",
    "write_reason",
]
