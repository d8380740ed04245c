"""Model fields of our own."""

from typing import Any

from django.db import models

from anjia.kernel.crypto import decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Text that stands encrypted in the database and plain in Python; empty text stays empty. Not searchable."""

    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value, self._context()) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt(value, self._context()) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        # Only emptiness can be asked of a ciphertext; a search goes through a blind index.
        if lookup_name in {"exact", "isnull"}:
            return super().get_lookup(lookup_name)
        return None
