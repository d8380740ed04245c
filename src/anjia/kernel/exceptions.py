"""What an action says when it will not do what was asked."""

from django.utils.functional import Promise


class Refused(Exception):
    """A rule refused the action.

    `message` is one sentence a page can show: which rule, and what to do. `who` names who can decide instead.
    `status` is the HTTP status the web layer answers with.
    """

    status = 422

    def __init__(self, message: str | Promise, *, who: str | Promise = ""):
        super().__init__(message)
        self.message = message
        self.who = who

    def __str__(self) -> str:
        return f"{self.message}{self.who}"


class NotPermitted(Refused):
    """The actor holds no role with this verb in this place."""

    status = 403


class Conflict(Refused):
    """Someone else was first, or the record changed meanwhile."""

    status = 409
