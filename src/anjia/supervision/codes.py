"""The code by which whoever wrote finds the answer: shown once; only its blind hash is kept."""

from anjia.kernel.crypto import blind_index
from anjia.notices.codes import code_for as spelled


def code_for(token: str) -> str:
    """The code of a form's once-only token: sent twice, it is one report with one code."""
    return spelled(f"pressure:{token}")


def hash_of(code: str) -> str:
    """The blind hash of a code as a person types it: case, spaces and dashes do not matter."""
    return blind_index("".join(c for c in code.upper() if c.isalnum()), "pressure")
