from django.db import migrations

from anjia.kernel.triggers import TABLES, lift_append_only, make_append_only


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(make_append_only(t), lift_append_only(t)) for t in TABLES]
