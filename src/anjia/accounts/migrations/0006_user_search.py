"""People can be searched by name, pinyin and initials."""

from django.db import migrations

from anjia.accounts.queries import PEOPLE
from anjia.web.fields import NameTokensField
from anjia.web.tokens import search_tokens


def fill(apps, editor):
    users = apps.get_model("accounts", "User").objects.order_by("pk").only("pk", "display_name")
    for user in users.iterator(chunk_size=2000):
        users.filter(pk=user.pk).update(search_tokens=search_tokens(user.display_name))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sign_ins")]

    operations = [
        migrations.AddField("user", "search_tokens", NameTokensField(of="display_name")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        PEOPLE.operation(),
    ]
