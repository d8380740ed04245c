"""The id of the request (or job) being served, for the audit trail and the logs."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
