"""Indexes that found nothing and cost every import: nearly half of those a family's rows were entered in."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def forget_empty_codes(apps, schema_editor):
    apps.get_model("households", "Consent").objects.filter(slip_code_hash="").update(slip_code_hash=None)


def empty_codes_again(apps, schema_editor):
    apps.get_model("households", "Consent").objects.filter(slip_code_hash=None).update(slip_code_hash="")


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0007_search_names'),
        ('regions', '0003_name_index'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='proof',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='households.consentproof'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='slip_code_hash',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.RunPython(forget_empty_codes, empty_codes_again),
        migrations.AlterField(
            model_name='consent',
            name='text',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='households.consenttext'),
        ),
        # SQLite would build the table anew, and the triggers that keep its search would go with the old one.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    'DROP INDEX households_household_region_id_eaeac4a5',
                    'CREATE INDEX households_household_region_id_eaeac4a5 ON households_household (region_id)',
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='household',
                    name='region',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='regions.region', verbose_name='村（居）民小组'),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=Q(slip_code_hash__isnull=False), fields=['slip_code_hash'], name='consent_slip'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=Q(proof__isnull=False), fields=['proof'], name='consent_proof'),
        ),
    ]
