"""The only writes of this slice."""

from anjia.supervision.actions.pressure import answer_pressure, forget_answered, report_pressure

__all__ = ["answer_pressure", "forget_answered", "report_pressure"]
