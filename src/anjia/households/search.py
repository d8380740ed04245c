"""The search tokens of a family: its head's name, and a keyed digest of the end of its phone number."""

from collections.abc import Sequence
from functools import lru_cache

from anjia.kernel.crypto import blind_index, encrypt_many
from anjia.web.tokens import search_tokens

PHONE_CONTEXT = "households_household.phone"
PHONE_PURPOSE = "household-phone"


@lru_cache(maxsize=10_000)
def digits_token(digits: str) -> str:
    """The token of the last four digits; tells nothing without the key."""
    return f"t{blind_index(digits, 'phone-tail')[:12]}"


def tokens_of(head_name: str, phone: str | None) -> str:
    names = search_tokens(head_name)
    return f"{names} {digits_token(phone[-4:])}" if phone else names


def phone_index(phone: str | None) -> str:
    return blind_index(phone, PHONE_PURPOSE) if phone else ""


def sealed_phones(phones: Sequence[str | None]) -> list[str | None]:
    """The ciphertexts as the registry's column stores them."""
    return encrypt_many(phones, PHONE_CONTEXT)


def slip_digest(code: str) -> str:
    """What is kept of the code on a family's slip: case, spaces and dashes do not matter."""
    return blind_index("".join(c for c in code.upper() if c.isalnum()), "consent-slip")
