"""`berdaya code`: a one-time code from whoever holds the machine, for the administrator whom nobody else can help."""

from typing import Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.output import say


def code(
    username: Annotated[str, typer.Argument(help="Nama pengguna. / The user name.")],
    without_phone: Annotated[
        bool, typer.Option("--without-phone", help="Lepaskan juga langkah kedua. / Take the second step off too.")
    ] = False,
) -> None:
    """Kode sekali pakai untuk kata sandi baru. / A one-time code for a new password."""
    django_setup.migrate()
    from django.utils import timezone

    from berdaya.records.access import attempts, codes
    from berdaya.records.access.scope import SYSTEM
    from berdaya.records.access.selectors import user_named

    user_id = user_named(username)
    issued = codes.give_code(actor=SYSTEM, user_id=user_id, without_factor=without_phone)
    attempts.let_in(user_id)
    until = f"{timezone.localtime(issued.expires_at):%Y-%m-%d %H:%M}"
    typer.echo(issued.code)
    typer.echo(
        say(
            f"Berlaku sampai {until}, satu kali, di halaman Masuk → Pakai kode sekali pakai.",
            f"Works until {until}, once, on the page Sign in → Use a one-time code.",
        ),
        err=True,
    )
