"""`berdaya keys new|rotate|list|retire`: the master keys of personal data and documents. A key itself is never shown."""

from typing import TYPE_CHECKING, Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from berdaya.records.vault.services import KeyUse

app = typer.Typer(help="Kunci induk data pribadi dan dokumen. / Master keys.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON. / JSON output.")]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """Kunci induk dan banyaknya kunci yang dibungkusnya. / The master keys and how much each wraps."""
    django_setup.migrate()
    from berdaya.records.vault.services import master_keys

    uses = master_keys()
    if as_json:
        print_json([{"key": use.name, "made_on": use.made_on, "wraps": use.wraps, "held": use.held} for use in uses])
    else:
        columns = (say("kunci", "key"), say("dibuat", "made on"), say("membungkus", "wraps"), say("keadaan", "state"))
        newest = uses[0] if uses else None
        print_table(columns, [(use.name, use.made_on, use.wraps, _state(use, newest)) for use in uses])
    raise typer.Exit(1 if any(not use.held for use in uses) else 0)


def _state(use: "KeyUse", newest: "KeyUse | None") -> str:
    if not use.held:
        return say("TIDAK ADA dalam berkas kunci", "LACKING in the key file")
    if use == newest:
        return say("terbaru, menyegel", "newest, seals")
    return say("masih membuka", "still opens") if use.wraps else say("boleh dibuang", "may be retired")


@app.command()
def new() -> None:
    """Tambah kunci induk; yang baru menyegel, yang lama tetap membuka. / Add a master key; old ones still open."""
    django_setup.migrate()
    from django.db import transaction

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.audit.log import changed
    from berdaya.records.vault import services as vault

    with transaction.atomic():
        name = vault.new_master_key(actor=SYSTEM)
        changed(SYSTEM, "keys.new", subject=f"key:{name}")
    typer.echo(say(f"Kunci {name} dibuat. ", f"Made the key {name}. ") + _copy())


@app.command()
def rotate() -> None:
    """Ganti kunci induk dan bungkus ulang semua kunci dengannya. / Rotate: wrap every key with a new master key."""
    django_setup.migrate()
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.audit.log import changed
    from berdaya.records.vault import services as vault

    count = vault.rotate(actor=SYSTEM)
    name = vault.master_keys()[0].name
    changed(SYSTEM, "keys.rotate", subject=f"key:{name}", after={"rows": count})
    typer.echo(say(f"{count} kunci dibungkus ulang dengan {name}. ", f"Wrapped {count} keys with {name}. ") + _copy())


@app.command()
def retire(name: Annotated[str, typer.Argument(help="Nama kunci. / Its name.")]) -> None:
    """Buang kunci lama yang tidak lagi membungkus apa pun. / Take out an old key that wraps nothing any more."""
    django_setup.migrate()
    from django.db import transaction

    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.audit.log import changed
    from berdaya.records.vault import services as vault

    with transaction.atomic():
        changed(SYSTEM, "keys.retire", subject=f"key:{name}")
        vault.retire(actor=SYSTEM, name=name)
    typer.echo(
        say(
            f"Kunci {name} dibuang. Cadangan dari masa kunci itu tidak terbuka lagi tanpa salinannya.",
            f"Retired the key {name}. Backups from its time no longer open without a copy of it.",
        )
    )


def _copy() -> str:
    from django.conf import settings

    return say(
        f"Salin {settings.KEYS_FILE} ke tempat aman, terpisah dari cadangan basis data.",
        f"Copy {settings.KEYS_FILE} to a safe place, apart from the backups of the database.",
    )
