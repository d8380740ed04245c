"""The only writes of this slice."""

from anjia.programmes.actions.pass_mark import lock_pass_mark
from anjia.programmes.actions.standards import load_standards

__all__ = ["load_standards", "lock_pass_mark"]
