from django.db import migrations, models

LISTS = {
    "households": ("households:list", "家庭登记名单"),
    "candidacies": ("evaluations:candidacy_list", "候选户名单"),
    "titles": ("honours:title_list", "称号名单"),
}


def name_screens(apps, schema_editor):
    requests = apps.get_model("documents", "ExportRequest").objects
    for old, (new, title) in LISTS.items():
        requests.filter(list_name=old).update(list_name=new, title=title)


def name_lists(apps, schema_editor):
    requests = apps.get_model("documents", "ExportRequest").objects
    for old, (new, _title) in LISTS.items():
        requests.filter(list_name=new).update(list_name=old)


class Migration(migrations.Migration):
    """A request names the list's screen, and keeps the columns and the kind of file that were asked for."""

    dependencies = [("documents", "0004_errata")]

    operations = [
        migrations.AddField("exportrequest", "arguments", models.JSONField(default=dict)),
        migrations.AddField("exportrequest", "title", models.CharField(default="", max_length=120), preserve_default=False),
        migrations.AddField("exportrequest", "columns", models.JSONField(default=list)),
        migrations.AddField("exportrequest", "ending", models.CharField(default="xlsx", max_length=8)),
        migrations.RunPython(name_screens, name_lists),
    ]
