"""The only writes of this slice."""

from anjia.programmes.actions.adoption import (
    adopt_version,
    answer_comment,
    close_consultation,
    comment_on,
    open_consultation,
    put_due_in_force,
    withdraw_version,
)
from anjia.programmes.actions.authorise import record_authorisation
from anjia.programmes.actions.bodies import MemberLine, choose_pilots, compose_panel, name_leading_group
from anjia.programmes.actions.clone_cycle import clone_cycle
from anjia.programmes.actions.credits import offer_credit, record_credits, withdraw_offer
from anjia.programmes.actions.drafting import (
    CriterionDraft,
    ReasonLine,
    copy_version,
    remove_criterion,
    write_criterion,
    write_plain,
)
from anjia.programmes.actions.holds import lapse_holds, move_holds, place_holds, release_holds
from anjia.programmes.actions.open_cycle import close_cycle, open_cycle
from anjia.programmes.actions.pass_mark import lock_pass_mark
from anjia.programmes.actions.plan_cycle import change_plan, change_stages, plan_cycle, set_pass_mark
from anjia.programmes.actions.rehearse import discard_rehearsal, expire_rehearsals, start_rehearsal
from anjia.programmes.actions.standards import load_standards
from anjia.programmes.actions.targets import correct_targets, set_total, split_targets

__all__ = [
    "CriterionDraft",
    "MemberLine",
    "ReasonLine",
    "adopt_version",
    "answer_comment",
    "change_plan",
    "change_stages",
    "choose_pilots",
    "clone_cycle",
    "close_consultation",
    "close_cycle",
    "comment_on",
    "compose_panel",
    "copy_version",
    "correct_targets",
    "discard_rehearsal",
    "expire_rehearsals",
    "lapse_holds",
    "load_standards",
    "lock_pass_mark",
    "move_holds",
    "name_leading_group",
    "offer_credit",
    "open_consultation",
    "open_cycle",
    "place_holds",
    "plan_cycle",
    "put_due_in_force",
    "record_authorisation",
    "record_credits",
    "release_holds",
    "remove_criterion",
    "set_pass_mark",
    "set_total",
    "split_targets",
    "start_rehearsal",
    "withdraw_offer",
    "withdraw_version",
    "write_criterion",
    "write_plain",
]
