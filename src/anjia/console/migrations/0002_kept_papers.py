"""What was typed in from paper moves to `documents`, where the rows it became can name it."""

from django.db import migrations

SAME = ("id", "created_at", "form", "dated_on", "scan_id", "typed_by_id", "region_id", "cycle_id")


def move(apps, schema_editor):
    kept, typed = apps.get_model("documents", "KeptPaper"), apps.get_model("console", "TypedPaper")
    for paper in typed.objects.order_by("pk").iterator():
        moved = kept.objects.create(**{name: getattr(paper, name) for name in SAME})
        kept.objects.filter(pk=moved.pk).update(created_at=paper.created_at)


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0001_initial"),
        ("documents", "0006_kept_papers"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="TypedPaper"),
    ]
