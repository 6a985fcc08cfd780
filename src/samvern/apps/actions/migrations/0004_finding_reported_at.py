"""What is reported says since when, so that it can be taken back with what showed it."""

from django.db import migrations, models
from django.db.models import F


def say_since_when(apps, schema_editor):
    """What was reported so far has been seen since it was raised."""
    findings = apps.get_model("actions", "Finding").objects
    findings.filter(confidentiality="reported").update(reported_at=F("raised_at"))


class Migration(migrations.Migration):
    dependencies = [("actions", "0003_notices_to_send")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="reported_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(say_since_when, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("reported_at__isnull", True))
                | models.Q(("confidentiality", "reported")),
                name="finding_reported_when_said",
            ),
        ),
    ]
