"""Who may read the scans of papers that were typed in."""

from anjia.console.actions.papers import FILE_KIND
from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.evaluations.enums import Verb
from anjia.households.queries.proofs import VILLAGE_PATH
from anjia.kernel.permissions import Actor


def can_read_paper(actor: Actor, stored: StoredFile) -> bool:
    """A village's papers are read in the village, a town's in the town: a roll names who has no proof yet as well."""
    level = min(len(stored.region_path), VILLAGE_PATH)
    return any(len(path) >= level and stored.region_path.startswith(path) for path in actor.scopes(Verb.VIEW))


access.register(FILE_KIND, can_read_paper)
