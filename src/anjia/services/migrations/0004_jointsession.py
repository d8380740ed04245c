import django.db.models.deletion
from django.db import migrations, models

import anjia.kernel.fields
import anjia.kernel.ids


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0003_outsidefigure'),
    ]

    operations = [
        migrations.CreateModel(
            name='JointSession',
            fields=[
                ('id', models.UUIDField(default=anjia.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('planned', '已约好'), ('held', '已会商'), ('called_off', '已取消')], default='planned', max_length=10)),
                ('planned_on', models.DateField(db_index=True, verbose_name='哪天')),
                ('place', anjia.kernel.fields.EncryptedTextField(verbose_name='在哪里')),
                ('bodies', anjia.kernel.fields.EncryptedTextField(verbose_name='请哪些单位')),
                ('about', anjia.kernel.fields.EncryptedTextField(verbose_name='商量什么')),
                ('outcome', anjia.kernel.fields.EncryptedTextField(blank=True, verbose_name='商定了什么')),
                ('held_on', models.DateField(null=True)),
                ('planned_by_id', models.UUIDField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joint_sessions', to='services.case')),
            ],
            options={
                'verbose_name': '联席会商',
                'ordering': ['planned_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('held_on__isnull', False), _connector='OR'), name='services_joint_held_on_a_day')],
            },
        ),
    ]
