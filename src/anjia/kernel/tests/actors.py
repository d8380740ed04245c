"""Actors for kernel tests, which know no users."""

import uuid
from dataclasses import dataclass, field


@dataclass
class FakeActor:
    """Holds some verbs under some paths."""

    held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pk: uuid.UUID = field(default_factory=uuid.uuid4)

    def may(self, verb: str, path: str) -> bool:
        return any(path.startswith(scope) for scope in self.held.get(verb, ()))

    def scopes(self, verb: str) -> tuple[str, ...]:
        return self.held.get(verb, ())
