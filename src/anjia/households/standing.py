"""What stops a family from being changed just now: asked, set-based, of the slices above (`kernel.dependents`).

A finder's label is a whole sentence: why it waits, and what to do.
"""

import uuid
from collections.abc import Collection

from anjia.kernel import dependents
from anjia.kernel.exceptions import Refused

# No change at all: the family stands on a notice, or its group's meeting is on.
HELD = "households.household:held"
# The head must stay who it is, and one family one family, until a decision is signed.
HEAD_HELD = "households.household:head_held"


def held_among(ids: Collection[uuid.UUID], *, head: bool = False) -> list[dependents.Dependents]:
    """Why changes of these families wait; empty where nothing stops them. `head`: the head changes too."""
    return [found for key in ((HELD, HEAD_HELD) if head else (HELD,)) for found in dependents.of(key, ids)]


def refuse_held(*ids: uuid.UUID, head: bool = False) -> None:
    """Raise Refused, in the words of the slice that holds it, where one of the families must wait."""
    for found in held_among(ids, head=head):
        raise Refused(found.label)
