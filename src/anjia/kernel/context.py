"""The id of the request (or job) being served, and of the token it came with, for the audit trail and the logs."""

from contextvars import ContextVar
from uuid import UUID

request_id: ContextVar[str] = ContextVar("request_id", default="")
token_id: ContextVar[UUID | None] = ContextVar("token_id", default=None)
