"""The only writes of this slice."""

from anjia.documents.actions.numbers import take_block, take_number, void_number
from anjia.documents.actions.store_file import store_file

__all__ = ["store_file", "take_block", "take_number", "void_number"]
