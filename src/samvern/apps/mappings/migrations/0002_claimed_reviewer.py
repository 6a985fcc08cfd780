"""What a file says of its reviews is kept as said by the file, and counts nowhere."""

from django.db import migrations, models
from django.db.models import F, Q


def keep_as_claimed(apps, schema_editor):
    """Mappings that only a file has called reviewed wait for a review; rejected ones are withdrawn."""
    rows = apps.get_model("mappings", "RequirementMapping").objects.filter(reviewed_at=None)
    proposed = {"state": "proposed", "reviewer": ""}
    rows.filter(state="reviewed").update(claimed_reviewer=F("reviewer"), **proposed)
    # PostgreSQL alters no table in a transaction that has changed one of its rows twice.
    in_force = rows.filter(state="rejected", withdrawn_at=None)
    in_force.update(withdrawn_at=F("recorded_at"), **proposed)
    rows.filter(state="rejected").update(**proposed)


class Migration(migrations.Migration):
    dependencies = [("mappings", "0001_initial")]

    operations = [
        migrations.AddField(
            "mappingimport", "rejected_count", models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            "requirementmapping",
            "claimed_reviewer",
            models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunPython(keep_as_claimed, migrations.RunPython.noop),
        migrations.AddConstraint(
            "requirementmapping",
            models.CheckConstraint(
                condition=Q(state="proposed", reviewed_at=None)
                | (~Q(state="proposed") & Q(reviewed_at__isnull=False)),
                name="mapping_reviewed_here",
            ),
        ),
    ]
