"""The addresses allauth looks up by their own names; there is none for signing up."""

from django.urls import path

from anjia.accounts.views import sign_in as views

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/code/", views.SignInCodeView.as_view(), name="mfa_authenticate"),
    path("sign-out/", views.SignOutView.as_view(), name="account_logout"),
    path("confirm/", views.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", views.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("password/", views.PasswordView.as_view(), name="account_change_password"),
    path("second-factor/", views.SetUpCodeView.as_view(), name="mfa_activate_totp"),
    path("recovery-codes/", views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", views.NewRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
