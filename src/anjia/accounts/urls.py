from django.urls import path

from anjia.accounts.views.closing import CloseAccountView, ReopenAccountView
from anjia.accounts.views.invitations import (
    AcceptInvitationView,
    InvitedView,
    InviteView,
    ResetAccessView,
    WithdrawInvitationView,
)
from anjia.accounts.views.me import MeView
from anjia.accounts.views.people import EndMembershipView, PeopleView, PersonView
from anjia.accounts.views.security import (
    EndOtherSignInsView,
    EndSignInView,
    RemoveFactorView,
    RenamePasskeyView,
    SecurityView,
)
from anjia.accounts.views.succession import (
    CallOffHandOverView,
    CoverView,
    EndCoverView,
    HandOverCheckView,
    HandOverSheetView,
    HandOverView,
)
from anjia.accounts.views.tokens import MakeTokenView, RevokeTokenView, TokenListView, TokenView
from anjia.accounts.views.webhooks import (
    AddWebhookView,
    PauseWebhookView,
    ReplayView,
    WebhookListView,
    WebhookView,
)

app_name = "accounts"

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("tokens/", TokenListView.as_view(), name="tokens"),
    path("tokens/new/", MakeTokenView.as_view(), name="make_token"),
    path("tokens/<uuid:pk>/", TokenView.as_view(), name="token"),
    path("tokens/<uuid:pk>/revoke/", RevokeTokenView.as_view(), name="revoke_token"),
    path("me/security/", SecurityView.as_view(), name="security"),
    path("me/security/factors/<int:pk>/rename/", RenamePasskeyView.as_view(), name="rename_passkey"),
    path("me/security/factors/<int:pk>/remove/", RemoveFactorView.as_view(), name="remove_factor"),
    path("me/security/devices/<uuid:pk>/end/", EndSignInView.as_view(), name="end_sign_in"),
    path("me/security/devices/end-others/", EndOtherSignInsView.as_view(), name="end_other_sign_ins"),
    path("webhooks/", WebhookListView.as_view(), name="webhooks"),
    path("webhooks/new/", AddWebhookView.as_view(), name="add_webhook"),
    path("webhooks/<uuid:pk>/", WebhookView.as_view(), name="webhook"),
    path("webhooks/<uuid:pk>/pause/", PauseWebhookView.as_view(), name="pause_webhook"),
    path("webhooks/replay/<uuid:pk>/", ReplayView.as_view(), name="replay_delivery"),
    path("people/", PeopleView.as_view(), name="people"),
    path("people/<uuid:pk>/", PersonView.as_view(), name="person"),
    path("people/<uuid:pk>/reset/", ResetAccessView.as_view(), name="reset_access"),
    path("people/invite/", InviteView.as_view(), name="invite"),
    path("people/invited/<uuid:pk>/", InvitedView.as_view(), name="invited"),
    path("people/invited/<uuid:pk>/withdraw/", WithdrawInvitationView.as_view(), name="withdraw_invitation"),
    path("people/<uuid:pk>/close/", CloseAccountView.as_view(), name="close_account"),
    path("people/<uuid:pk>/reopen/", ReopenAccountView.as_view(), name="reopen_account"),
    path("memberships/<uuid:pk>/hand-over/", HandOverView.as_view(), name="hand_over"),
    path("memberships/<uuid:pk>/hand-over/<uuid:successor>/", HandOverCheckView.as_view(), name="hand_over_check"),
    path("memberships/<uuid:pk>/cover/", CoverView.as_view(), name="cover"),
    path("memberships/<uuid:pk>/cover/end/", EndCoverView.as_view(), name="end_cover"),
    path("hand-overs/<uuid:pk>/", HandOverSheetView.as_view(), name="hand_over_sheet"),
    path("hand-overs/<uuid:pk>/call-off/", CallOffHandOverView.as_view(), name="call_off_hand_over"),
    path("memberships/<uuid:pk>/end/", EndMembershipView.as_view(), name="end_membership"),
    path("invitation/<str:token>/", AcceptInvitationView.as_view(), name="accept_invitation"),
]
