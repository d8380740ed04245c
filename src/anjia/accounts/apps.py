from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.accounts.grants import grant


class AccountsConfig(AppConfig):
    name = "anjia.accounts"
    label = "accounts"
    verbose_name = _("账号")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
