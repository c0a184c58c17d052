"""`berdaya practice`: the invented regency to practise on, in a folder, a database and a session of its own."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from berdaya.cli import django_setup
from berdaya.cli.office import serve
from berdaya.cli.output import say


def practice(
    host: Annotated[str, typer.Option(help="Alamat. / The address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8001,
    seed: Annotated[int, typer.Option(help="Benih pembangkit. / The seed of the generator.")] = 20260101,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Buang latihan yang lalu. / Forget what was practised before.")
    ] = False,
    in_public: Annotated[
        bool, typer.Option("--in-public", help="Boleh dibuka dari luar. / Open it to others.")
    ] = False,
) -> None:
    """Latihan dengan kabupaten rekaan, terpisah dari catatan kantor. / Practise apart from the office's records."""
    # Set before the settings are read: from here on this process knows no other records.
    os.environ["BERDAYA_PRACTICE"] = "1"
    folder = Path(os.environ.get("BERDAYA_DATA", "var")).resolve() / "latihan"
    if fresh and folder.is_dir():
        shutil.rmtree(folder)
    django_setup.migrate()
    from berdaya.demo.practice import prepare

    typer.echo(say("Menyiapkan latihan …", "Preparing the practice …"), err=True)
    prepare(seed)
    serve(host=host, port=port, threads=8, demo_in_public=in_public, worker=True)
