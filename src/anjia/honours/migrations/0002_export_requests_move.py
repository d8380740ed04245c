from django.db import migrations


class Migration(migrations.Migration):
    """Wishes to export move to `documents`, which shares their flow; the table is renamed, its rows stay."""

    dependencies = [("honours", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("exportrequest", "documents_exportrequest")],
            state_operations=[migrations.DeleteModel("ExportRequest")],
        )
    ]
