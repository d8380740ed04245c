"""Members can be searched by name; the tokens of heads know the reading without the surname."""

from django.db import migrations

from anjia.households.queries.households import MEMBERS
from anjia.web.fields import NameTokensField
from anjia.web.tokens import search_tokens

CHUNK = 2000


def _fill(model, name, keep_rest):
    """Write the tokens anew, in chunks; a keyed digest of a phone's end that stands behind them is kept."""
    last = None
    rows = model.objects.order_by("pk").only("pk", name, "search_tokens")
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK] if last else rows[:CHUNK]):
        last = chunk[-1].pk
        for row in chunk:
            kept = [t for t in row.search_tokens.split() if keep_rest and len(t) == 13 and t[0] == "t" and _is_hex(t[1:])]
            row.search_tokens = " ".join([search_tokens(getattr(row, name)), *kept]).strip()
        model.objects.bulk_update(chunk, ["search_tokens"])


def _is_hex(text):
    return all(c in "0123456789abcdef" for c in text)


def fill(apps, editor):
    _fill(apps.get_model("households", "HouseholdMember"), "name", keep_rest=False)
    _fill(apps.get_model("households", "Household"), "head_name", keep_rest=True)


class Migration(migrations.Migration):
    dependencies = [("households", "0006_corrections")]

    operations = [
        migrations.AddField("householdmember", "search_tokens", NameTokensField(of="name")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        MEMBERS.operation(),
    ]
