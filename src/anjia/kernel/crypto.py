"""Field encryption behind one class, so that the algorithm is a setting (domain B11).

A ciphertext says its provider and key (`v1.aes.k1.…`), so keys rotate without stopping and old values stay readable.
Each database has keys of its own (`using`): what stands in one cannot be read with the keys of another.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

NONCE = 12
TAG = 16


def derive_key(secret: bytes, purpose: str, length: int = 32) -> bytes:
    """A key for one purpose only (HMAC-SHA-256 of the purpose)."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)[:length]


class AesGcm:
    """AES-256-GCM."""

    name = "aes"

    def __init__(self, secret: bytes):
        self._cipher = AESGCM(derive_key(secret, "field-aes"))

    def seal(self, data: bytes, context: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, data, context)

    def open(self, data: bytes, context: bytes) -> bytes:
        return self._cipher.decrypt(data[:NONCE], data[NONCE:], context)


class Sm4Ctr:
    """SM4-CTR with an HMAC-SM3-sized tag over nonce, text and context (GB/T 32907; encrypt, then authenticate)."""

    name = "sm4"

    def __init__(self, secret: bytes):
        self._key = derive_key(secret, "field-sm4", 16)
        self._mac = derive_key(secret, "field-sm4-mac")

    def _crypt(self, data: bytes, nonce: bytes) -> bytes:
        worker = Cipher(algorithms.SM4(self._key), modes.CTR(nonce)).encryptor()
        return worker.update(data) + worker.finalize()

    def _tag(self, body: bytes, context: bytes) -> bytes:
        return hmac.digest(self._mac, len(context).to_bytes(4, "big") + context + body, "sm3")

    def seal(self, data: bytes, context: bytes) -> bytes:
        nonce = os.urandom(16)
        body = nonce + self._crypt(data, nonce)
        return body + self._tag(body, context)

    def open(self, data: bytes, context: bytes) -> bytes:
        body, tag = data[:-32], data[-32:]
        if not hmac.compare_digest(tag, self._tag(body, context)):
            raise ValueError("the ciphertext was changed, or belongs to another field")
        return self._crypt(body[16:], body[:16])


PROVIDERS = {provider.name: provider for provider in (AesGcm, Sm4Ctr)}


def field_keys(using: str = DEFAULT_DB_ALIAS) -> Mapping[str, bytes]:
    """The keys of a database's sealed fields, the one in use first."""
    keys: Mapping[str, bytes] = (
        settings.ANJIA_FIELD_KEYS if using == DEFAULT_DB_ALIAS else settings.ANJIA_WALLED_KEYS[using].fields
    )
    return keys


@lru_cache
def _provider(name: str, key_id: str, using: str = DEFAULT_DB_ALIAS) -> AesGcm | Sm4Ctr:
    return PROVIDERS[name](field_keys(using)[key_id])


def encrypt(text: str, context: str, *, using: str = DEFAULT_DB_ALIAS) -> str:
    """The sealed text; `context` (table and column) is authenticated, so a value moved elsewhere will not open."""
    return _sealer(context, using)(text)


def encrypt_many(texts: Iterable[str | None], context: str) -> list[str | None]:
    """`encrypt` for a column; what is empty stays as it is."""
    seal = _sealer(context, DEFAULT_DB_ALIAS)
    return [seal(text) if text else text for text in texts]


def _sealer(context: str, using: str) -> Callable[[str], str]:
    name, key_id = settings.ANJIA_CRYPTO_PROVIDER, next(iter(field_keys(using)))
    seal, head, meant = _provider(name, key_id, using).seal, f"v1.{name}.{key_id}.", context.encode()
    return lambda text: head + base64.urlsafe_b64encode(seal(text.encode(), meant)).decode()


def decrypt(sealed: str, context: str, *, using: str = DEFAULT_DB_ALIAS) -> str:
    """The text of a sealed value. Raises ValueError or InvalidTag where it was changed."""
    version, name, key_id, body = sealed.split(".", 3)
    if version != "v1":
        raise ValueError("unknown ciphertext version")
    return _provider(name, key_id, using).open(base64.urlsafe_b64decode(body), context.encode()).decode()


def seal_bytes(secret: bytes, data: bytes, context: str) -> bytes:
    """Bytes sealed under a key of their own, say a file's; its provider stands before them."""
    provider = PROVIDERS[settings.ANJIA_CRYPTO_PROVIDER](secret)
    return provider.name.encode() + b"." + provider.seal(data, context.encode())


def open_bytes(secret: bytes, sealed: bytes, context: str) -> bytes:
    """What `seal_bytes` was given. Raises ValueError or InvalidTag where it was changed."""
    name, _, body = sealed.partition(b".")
    return PROVIDERS[name.decode()](secret).open(body, context.encode())


@lru_cache
def _index_key(purpose: str, using: str = DEFAULT_DB_ALIAS) -> bytes:
    secret = settings.ANJIA_INDEX_KEY if using == DEFAULT_DB_ALIAS else settings.ANJIA_WALLED_KEYS[using].index
    return derive_key(secret, f"index-{purpose}")


def blind_index(value: str, purpose: str, *, using: str = DEFAULT_DB_ALIAS) -> str:
    """A keyed digest (32 hex characters) to find or compare an encrypted value without opening it."""
    return hmac.digest(_index_key(purpose, using), value.encode(), hashlib.sha256).hex()[:32]
