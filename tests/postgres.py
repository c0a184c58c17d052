"""Run a command against a private PostgreSQL: `python -m tests.postgres COMMAND …`. Without one installed, say so and skip.

The cluster lives in a temporary folder, listens on a socket there only, and is gone afterwards.
"""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of the newest PostgreSQL installed; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(bin_: Path) -> Iterator[str]:
    """A running cluster; gives the address of an empty database in it."""
    # PostgreSQL refuses to run as root: there the packaged user runs it.
    root = getpass.getuser() == "root"
    as_user = ["runuser", "-u", "postgres", "--"] if root else []
    with tempfile.TemporaryDirectory(prefix="berdaya-pg-") as folder:
        if root:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*as_user, bin_ / "initdb", "-D", data, "-U", "berdaya", "-A", "trust", "-E", "UTF8"], **quiet)
        start = [*as_user, bin_ / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"]
        subprocess.run(start, **quiet)
        try:
            yield f"postgresql://berdaya@/postgres?host={folder}"
        finally:
            subprocess.run([*as_user, bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)


def main() -> int:
    bin_ = programs()
    if bin_ is None:
        print("SKIPPED: no PostgreSQL on this machine (Debian package postgresql); only SQLite was tested.")
        return 1 if os.environ.get("BERDAYA_NO_SKIPS") else 0
    with cluster(bin_) as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "BERDAYA_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
