"""What people change about themselves."""

from django.db import transaction

from anjia.accounts.models import User
from anjia.kernel import audit

PREFERENCES = ("theme", "mode", "language")


@transaction.atomic
def change_profile(user: User, *, display_name: str, by: User) -> User:
    """Correct one's own name."""
    before = user.display_name
    user.display_name = display_name
    user.save(update_fields=["display_name", "search_tokens", "updated_at"])
    user.refresh_from_db()
    after = {"display_name": display_name}
    audit.record("accounts.change_profile", user, by=by, before={"display_name": before}, after=after)
    return user


def change_preferences(user: User, **preferences: str) -> User:
    """Set theme, mode or language; they concern nobody else and leave no trail."""
    chosen = {name: value for name, value in preferences.items() if name in PREFERENCES and value}
    User.objects.filter(pk=user.pk).update(**chosen)
    user.refresh_from_db()
    return user
