"""Who a request to the API acts for: settled before the gate, because counting and noting the use write."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_smart_ratelimit.key_functions import get_ip_key

from anjia.accounts.actions.invitations import hash_of
from anjia.accounts.lent import Lent
from anjia.accounts.models import ApiToken, User
from anjia.accounts.second_factor import is_missing
from anjia.kernel.context import token_id
from anjia.kernel.exceptions import Refused
from anjia.web.api.problems import Unauthenticated, is_api, of_refusal
from anjia.web.limits import Limit, TooOften, count_key

NOTED_EVERY = timedelta(minutes=1)
WRONG = Limit(30, minutes=5)


class TokenMiddleware:
    """`Authorization: Bearer …` makes the request the token owner's, restricted; anything else makes it nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return self.get_response(request)
        request.user = AnonymousUser()
        if "Authorization" not in request.headers:
            return self.get_response(request)
        try:
            token = find_token(request)
        except Refused as refusal:
            return of_refusal(refusal)
        request.user = user_of(token)
        reset = token_id.set(token.pk)
        try:
            return self.get_response(request)
        finally:
            token_id.reset(reset)


def user_of(token: ApiToken) -> User:
    """The token's owner, with no more than the token lends."""
    user: User = token.membership.user
    user.lent = Lent(token.pk, token.membership_id, frozenset(token.verbs))
    user.forget_memberships()
    return user


def find_token(request: HttpRequest) -> ApiToken:
    """The token of a request, counted and noted. Raises Unauthenticated or TooOften, saying why."""
    kind, _space, secret = request.headers["Authorization"].partition(" ")
    rows = ApiToken.objects.select_related("membership__user", "membership__region")
    token = rows.filter(token_hash=hash_of(secret.strip())).first() if kind.lower() == "bearer" else None
    if token is None:
        if count_key("api_wrong", get_ip_key(request), WRONG):
            raise TooOften(_("错误的令牌试得太多，请过一会儿再试。"))
        raise Unauthenticated(_("令牌不对。"), who=_("请核对，或请令牌的主人重新生成。"))
    _check(token)
    if count_key("api", str(token.pk), Limit(settings.ANJIA_API_PER_MINUTE)):
        raise TooOften(_("这个令牌请求得太频繁，请一分钟后再试。"))
    _note(token)
    return token


def _check(token: ApiToken) -> None:
    if token.revoked_at is not None:
        raise Unauthenticated(_("令牌已被吊销。"), who=_("请令牌的主人重新生成。"))
    if not token.is_live:
        raise Unauthenticated(_("令牌已过期。"), who=_("请令牌的主人重新生成。"))
    user = token.membership.user
    if token.membership not in user.memberships_now or (user.is_demo and not settings.DEMO):
        raise Unauthenticated(_("令牌所属的任职已经结束。"), who=_("请由现任人员生成新的令牌。"))
    if is_missing(user):
        raise Unauthenticated(_("令牌的主人还没有设置第二重验证。"), who=_("请令牌的主人登录后设置。"))


def _note(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
