"""The addresses allauth looks up by their own names; there is none for signing up."""

from django.urls import path

from anjia.accounts.views import security
from anjia.accounts.views import sign_in as views

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/code/", views.SignInCodeView.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", views.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", views.SignOutView.as_view(), name="account_logout"),
    path("confirm/", views.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", views.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", views.ConfirmPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("password/", views.PasswordView.as_view(), name="account_change_password"),
    path("second-factor/", security.SetUpCodeView.as_view(), name="mfa_activate_totp"),
    path("passkeys/add/", security.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("recovery-codes/", security.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", security.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
