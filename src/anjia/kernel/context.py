"""What is known of the request (or job) being served: its id, its token, and whether it is part of a rehearsal."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

request_id: ContextVar[str] = ContextVar("request_id", default="")
token_id: ContextVar[UUID | None] = ContextVar("token_id", default=None)

# True while a rehearsal is served: what it does is shown as such, leaves the house in no message, and is thrown away.
rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


@contextmanager
def rehearsal(on: bool = True) -> Iterator[None]:
    """Within the block, cycles and what hangs on them are those of rehearsals (`on`), or the real ones."""
    token = rehearsing.set(on)
    try:
        yield
    finally:
        rehearsing.reset(token)
