"""The writes of the walled services. Each runs in one transaction of that database."""

from anjia.services.actions.advice import count_advice
from anjia.services.actions.clocks import escalate_overdue, extend_clock, meet_clock, start_clock, stop_clocks
from anjia.services.actions.closing import answer_survey, close_case, erase_due, reopen_case, shut
from anjia.services.actions.consents import erase_case, give_consent, withdraw_consent
from anjia.services.actions.intake import Told, take_in
from anjia.services.actions.joint import call_off_joint, hold_joint, plan_joint
from anjia.services.actions.materials import add_material, drop_material
from anjia.services.actions.outside import enter_outside, remove_outside
from anjia.services.actions.oversight import oversee_case
from anjia.services.actions.records import (
    ask_team,
    bytes_of,
    finish_task,
    keep_paper,
    set_task,
    strike_note,
    tell_more,
    write_note,
)
from anjia.services.actions.referrals import (
    accept_transfer,
    call_off_referral,
    decline_transfer,
    offer_transfer,
    record_answer,
    refer_out,
)
from anjia.services.actions.team import (
    add_member,
    assign_case,
    break_glass,
    end_member,
    mark_urgent,
    name_concerned,
    read_case,
    recuse,
    review_glass,
)

__all__ = [
    "Told",
    "accept_transfer",
    "add_material",
    "add_member",
    "answer_survey",
    "ask_team",
    "assign_case",
    "break_glass",
    "bytes_of",
    "call_off_joint",
    "call_off_referral",
    "close_case",
    "count_advice",
    "decline_transfer",
    "drop_material",
    "end_member",
    "enter_outside",
    "erase_case",
    "erase_due",
    "escalate_overdue",
    "extend_clock",
    "finish_task",
    "give_consent",
    "hold_joint",
    "keep_paper",
    "mark_urgent",
    "meet_clock",
    "name_concerned",
    "offer_transfer",
    "oversee_case",
    "plan_joint",
    "read_case",
    "record_answer",
    "recuse",
    "refer_out",
    "remove_outside",
    "reopen_case",
    "review_glass",
    "set_task",
    "shut",
    "start_clock",
    "stop_clocks",
    "strike_note",
    "take_in",
    "tell_more",
    "withdraw_consent",
    "write_note",
]
