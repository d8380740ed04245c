"""A program that speaks plain JSON."""

import json

from django.test import Client

from anjia.accounts.factories import secret_for


class Program:
    """A program with a token."""

    def __init__(self, user, *verbs):
        self.client, self.secret = Client(raise_request_exception=False), secret_for(user, *verbs)

    def __call__(self, method, path, body=None, **headers):
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        told = {"Authorization": f"Bearer {self.secret}", **headers}
        return self.client.generic(method, f"/api/v1/{path}", headers=told, **sent)

    def send(self, path, body, **files):
        """As a form with files."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        return self.client.post(f"/api/v1/{path}", {**body, **files}, headers=headers)
