"""What a token is."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from anjia.accounts.models import ApiToken
from anjia.web.api.operations import ApiRouter
from anjia.web.gate import SIGNED_IN

router = ApiRouter()


class TokenOut(Schema):
    """The token of this request: for whom it acts, where, and what it may do."""

    id: UUID
    name: str
    user: UUID
    user_name: str
    role: str
    region: UUID
    region_name: str
    verbs: list[str]
    expires_at: datetime


@router.get("/token", permission=SIGNED_IN, answer=TokenOut)
def token_get(request: HttpRequest) -> TokenOut:
    """The token itself: its role, its place, its verbs."""
    rows = ApiToken.objects.select_related("membership__user", "membership__region")
    token = rows.get(pk=request.user.lent.token_id)
    held = token.membership
    return TokenOut(
        id=token.pk,
        name=token.name,
        user=held.user_id,
        user_name=str(held.user),
        role=held.role,
        region=held.region_id,
        region_name=held.region.full_name,
        verbs=token.verbs,
        expires_at=token.expires_at,
    )
