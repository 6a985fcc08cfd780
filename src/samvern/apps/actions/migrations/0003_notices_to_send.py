"""What became of a letter is told apart, so that one that was not sent is tried again, and none twice."""

from django.conf import settings
from django.db import migrations, models


def tell_apart(apps, schema_editor):
    """What was noted so far was sent, or failed once."""
    notices = apps.get_model("actions", "Notice").objects
    notices.filter(has_failed=False).update(state="sent", attempts=1)
    notices.filter(has_failed=True).update(state="failed", attempts=1)


def put_together(apps, schema_editor):
    """What was not sent has failed."""
    notices = apps.get_model("actions", "Notice").objects
    notices.exclude(state="sent").update(has_failed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0002_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "Sending"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(tell_apart, put_together),
        migrations.RemoveField(model_name="notice", name="has_failed"),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "user"], name="notice_to_send"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "sending", "sent", "failed"])),
                name="notice_known_state",
            ),
        ),
    ]
