"""Documents: the compressed bytes become sealed ones, and their plain hash becomes a digest that may be keyed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("observations", "0001_initial")]

    operations = [
        migrations.RenameField("document", "compressed", "sealed"),
        migrations.RenameField("document", "sha256", "digest"),
    ]
