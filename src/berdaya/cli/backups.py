"""`berdaya backup` and `berdaya restore`: the office's records into one archive, its keys apart, and the way back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import say
from berdaya.domain.problems import Problem


def backup(
    to: Annotated[Path | None, typer.Option("--to", help="Folder cadangan. / The folder of backups.")] = None,
    keys_to: Annotated[
        Path | None, typer.Option("--keys-to", help="Folder lain untuk kuncinya. / Another folder for the keys.")
    ] = None,
    keep: Annotated[
        int, typer.Option("--keep", min=0, help="Simpan N terbaru; 0 semua. / Keep the N newest; 0 all.")
    ] = 0,
) -> None:
    """Cadangkan basis data dan berkas; kuncinya terpisah. / Back up database and files, the keys apart."""
    django_setup.migrate()
    from berdaya.exchange.backups import making, shelf
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.office.deeds import Deed
    from berdaya.records.office.operations import note

    try:
        made = making.make(to=(to or shelf.folder()).resolve(), keys_to=keys_to and keys_to.resolve(), keep=keep)
    except Problem as problem:
        note(actor=SYSTEM, deed=Deed.BACKUP, ok=False, details={"problem": problem.code})
        raise
    told: dict[str, Any] = {
        "archive": str(made.path),
        "keys": str(made.keys),
        "bytes": made.path.stat().st_size,
        "rows": sum(made.manifest.tables.values()),
        "pruned": len(made.pruned),
    }
    note(actor=SYSTEM, deed=Deed.BACKUP, ok=True, details=told)
    typer.echo(f"{made.path}  ({told['bytes'] / 1e6:.1f} MB, {told['rows']} {say('baris', 'rows')})")
    typer.echo(
        say(
            f"Kunci: {made.keys}. Simpan di tempat lain: tanpa kunci, data pribadi dalam cadangan tidak terbaca.",
            f"Keys: {made.keys}. Keep them elsewhere: without them nobody can read the personal data of the backup.",
        )
    )


def restore(
    file: Annotated[Path, typer.Argument(help="berdaya-….zip")],
    keys: Annotated[
        Path | None, typer.Option("--keys", help="Berkas kunci, bila tidak di sampingnya. / Its file of keys.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Ganti catatan yang ada. / Replace the records that are there.")
    ] = False,
    drill: Annotated[
        bool, typer.Option("--drill", help="Latihan: coba tanpa mengubah apa pun. / Try it, change nothing.")
    ] = False,
) -> None:
    """Pulihkan dari cadangan dan kuncinya. / Restore from a backup and its keys."""
    django_setup.set_up()
    file, keys = file.resolve(), keys and keys.resolve()
    told = _drilled(file, keys) if drill else _restored(file, keys, force=force)
    rows = f"{told['rows']} {say('baris', 'rows')}, {told['made_at']}"
    if drill:
        typer.echo(say("Cadangan ini dapat dipulihkan: ", "This backup can be restored: ") + rows)
        return
    typer.echo(say("Sudah dipulihkan: ", "Restored: ") + rows)
    typer.echo(say("Semua orang harus masuk lagi.", "Everybody has to sign in again."))
    for place in told["aside"]:
        typer.echo(
            say(
                f"Yang lama disimpan di {place}; hapus bila tidak diperlukan lagi.",
                f"The old one is kept at {place}; delete it once nobody needs it.",
            )
        )


def _restored(file: Path, keys: Path | None, *, force: bool) -> dict[str, Any]:
    from berdaya.exchange.backups import restoring
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.office.deeds import Deed
    from berdaya.records.office.operations import note

    done = restoring.restore(file, keys=keys, force=force)
    # Guards are put up, and whoever was erased since that backup is erased again.
    django_setup.migrate()
    said = done.manifest
    told = {"archive": file.name, "made_at": said.made_at, "rows": sum(said.tables.values())}
    note(actor=SYSTEM, deed=Deed.RESTORE, ok=True, details=told)
    return {**told, "aside": [str(place) for place in done.aside]}


def _drilled(file: Path, keys: Path | None) -> dict[str, Any]:
    django_setup.migrate()
    from berdaya.exchange.backups import restoring
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.office.deeds import Deed
    from berdaya.records.office.operations import note

    try:
        said = restoring.drill(file, keys=keys)
    except Problem as problem:
        note(actor=SYSTEM, deed=Deed.DRILL, ok=False, details={"archive": file.name, "problem": problem.code})
        raise
    told = {"archive": file.name, "made_at": said.made_at, "rows": sum(said.tables.values())}
    note(actor=SYSTEM, deed=Deed.DRILL, ok=True, details=told)
    return told
