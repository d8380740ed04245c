"""Model fields of our own."""

from functools import cached_property
from typing import Any

from django.db import models, router

from anjia.kernel.crypto import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Text that stands encrypted in the database and plain in Python; empty text stays empty. Not searchable.

    It is sealed under the keys of the database its table stands in.
    """

    @cached_property
    def _database(self) -> str:
        return router.db_for_write(self.model)

    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value, self._context(), using=self._database) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt(value, self._context(), using=self._database) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        # Only emptiness can be asked of a ciphertext; a search goes through a blind index.
        if lookup_name in {"exact", "isnull"}:
            return super().get_lookup(lookup_name)
        return None
