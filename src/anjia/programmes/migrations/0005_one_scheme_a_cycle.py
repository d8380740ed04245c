from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_holds")]

    operations = [
        migrations.AddField(
            model_name="programmecycle",
            name="scheme",
            field=models.CharField(
                choices=[("points_100", "百分制十好"), ("stars_20", "五星二十颗")],
                default="points_100",
                editable=False,
                max_length=12,
            ),
        ),
        migrations.RemoveConstraint(model_name="programmecycle", name="cycle_open_is_complete"),
        migrations.AddConstraint(
            model_name="programmecycle",
            constraint=models.CheckConstraint(
                condition=Q(state="planned")
                | Q(pass_mark_half_points__isnull=False, authorisation_valid_to__isnull=False)
                | Q(pass_mark_half_points__isnull=False, is_rehearsal=True)
                | Q(scheme="stars_20", authorisation_valid_to__isnull=False),
                name="cycle_open_is_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmecycle",
            constraint=models.CheckConstraint(
                condition=Q(scheme="points_100") | Q(pass_mark_half_points__isnull=True, is_rehearsal=False),
                name="cycle_of_stars_has_no_mark",
            ),
        ),
    ]
