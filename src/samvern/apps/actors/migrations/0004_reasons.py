from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0003_populations'),
    ]

    operations = [
        migrations.AddField(
            model_name='populationversion',
            name='reasons',
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
