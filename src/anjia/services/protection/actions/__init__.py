"""The writes of protection."""

from anjia.services.protection.actions.helping import (
    begin_help,
    record_warning,
    report_to_police,
    save_plan,
    say_whether_to_report,
    withdraw_protection,
)
from anjia.services.protection.actions.orders import (
    accept_order,
    ask_order,
    drop_order,
    end_order,
    extend_order,
    grant_order,
    record_breach,
    record_served,
    refuse_order,
    revoke_order,
)

__all__ = [
    "accept_order",
    "ask_order",
    "begin_help",
    "drop_order",
    "end_order",
    "extend_order",
    "grant_order",
    "record_breach",
    "record_served",
    "record_warning",
    "refuse_order",
    "report_to_police",
    "revoke_order",
    "save_plan",
    "say_whether_to_report",
    "withdraw_protection",
]
