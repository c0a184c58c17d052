"""`berdaya digest`: the week in words for one person or for everybody, as text for WhatsApp."""

from pathlib import Path
from typing import Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import language, say
from berdaya.domain.problems import Problem


def digest(
    user: Annotated[str, typer.Option("--user", help="Nama pengguna. / A user name.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Setiap pengguna aktif. / Every active user.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder, satu berkas per pengguna. / A folder, a file per user.")
    ] = None,
) -> None:
    """Ringkasan sepekan, siap ditempel di WhatsApp. / The week as text ready for WhatsApp."""
    if bool(user) == everybody:
        raise typer.BadParameter(say("Sebutkan --user NAMA atau --all.", "Give --user NAME or --all."))
    django_setup.migrate()
    from django.utils import timezone

    from berdaya.exchange.digest import digest as found
    from berdaya.exchange.digest import text
    from berdaya.records.inbox.selectors import readers

    people = readers(user)
    if user and not people:
        raise Problem("digest.no_user", username=user)
    now = timezone.now()
    for person in people:
        words = text(found(person.scope, until=now), language())
        if out is None:
            typer.echo(f"{person.username}:\n{words}" if everybody else words)
            continue
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{person.id}.txt").write_text(words, encoding="utf-8")
