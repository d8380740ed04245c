
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0009_family_cards'),
    ]

    operations = [
        migrations.AlterField(
            model_name='changerequest',
            name='kind',
            field=models.CharField(choices=[('wrong_name', '户主姓名写错了'), ('wrong_birth', '出生年月写错了'), ('moved', '搬家了'), ('new_head', '换户主'), ('size', '家庭人数变了'), ('phone', '换电话了'), ('member_added', '家里添了人'), ('member_left', '有人不住在一起了'), ('died', '家里有人去世'), ('join', '想参加平安家庭创建')], max_length=16, verbose_name='申请事项'),
        ),
    ]
