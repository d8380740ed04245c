from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from anjia.accounts.models import User


@pytest.fixture
def as_user(db: None) -> Callable[[User], Client]:
    """A browser in which somebody has signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="anjia.accounts.backends.PasswordBackend")
        return client

    return sign_in


@pytest.fixture
def post(as_user: Callable[[User], Client]) -> Callable[..., Any]:
    """Send a form as somebody."""
    return lambda user, url, **data: as_user(user).post(url, data)
