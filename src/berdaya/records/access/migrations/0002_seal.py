"""Seals what is personal of every user under a key of their own; the columns in clear go with the next migration."""

import django.db.models.deletion
from django.db import migrations, models

from berdaya.records.vault import sealing, wrapping

KINDS = ("full_name", "email", "phone")


def seal(apps, schema_editor):
    """Give every user a person, and seal their values. The keys' own code does it: nothing else can."""
    user_model, person_model = apps.get_model("access", "User"), apps.get_model("vault", "Person")
    for user in user_model.objects.filter(person=None).iterator():
        person, key = person_model(name=sealing.new_name()), sealing.new_key()
        wrapping.wrap(person, key)
        person.save()
        user.person = person
        for kind in KINDS:
            text = getattr(user, kind)
            setattr(user, f"sealed_{kind}", sealing.seal(person.name, key, text.encode(), kind) if text else b"")
        user.save(update_fields=["person", *(f"sealed_{kind}" for kind in KINDS)])


def unseal(apps, schema_editor):
    """Back in clear; of who was erased there is nothing to put back."""
    for user in apps.get_model("access", "User").objects.select_related("person").iterator():
        person = user.person
        for kind in KINDS:
            sealed = bytes(getattr(user, f"sealed_{kind}"))
            known = sealed and person.erased_at is None
            setattr(user, kind, sealing.open_(wrapping.unwrap(person), sealed, kind).decode() if known else "")
        user.person = None
        user.save(update_fields=["person", *KINDS])
        person.delete()


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField(
            "user",
            "person",
            models.OneToOneField(
                null=True,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="user",
                to="vault.person",
            ),
        ),
        *(
            migrations.AddField("user", f"sealed_{kind}", models.BinaryField(default=b"", editable=False))
            for kind in KINDS
        ),
        migrations.AlterField("user", "full_name", models.CharField(max_length=200, blank=True)),
        migrations.RunPython(seal, unseal),
    ]
