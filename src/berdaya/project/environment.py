"""Typed readers of the environment. A value that cannot be understood stops the start, naming the setting."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(SystemExit):
    """An environment variable holds something that is not understood."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r} is not understood: {expected}.")


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "0", "false", "no"):
        return default if value == "" else value in ("1", "true", "yes")
    raise BadSetting(name, value, "write 1 or 0")


def one_of(name: str, *choices: str, default: str) -> str:
    value = os.environ.get(name, "").strip().lower() or default
    if value in (*choices, default):
        return value
    raise BadSetting(name, value, f"write {' or '.join(choices)}")


def words(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or list(default)


# Every setting through which an installation reaches what it keeps.
REAL_RECORDS = (
    "BERDAYA_DATABASE",
    "BERDAYA_SECRET_KEY",
    "BERDAYA_SECRET_KEY_FILE",
    "BERDAYA_KEYS_FILE",
    "BERDAYA_BACKUPS",
    "BERDAYA_ADDRESS",
)


def forget_real_records() -> None:
    """Leave out, in this process and those it starts, whatever would lead out of the folder of practice."""
    for name in REAL_RECORDS:
        os.environ.pop(name, None)


def address(name: str) -> str:
    """The address of a site; empty where none is named."""
    value = os.environ.get(name, "").strip().rstrip("/")
    if value and not value.startswith(("https://", "http://")):
        raise BadSetting(name, value, "write https:// and the name of the server")
    return value


def place(name: str, *, default: Path) -> Path:
    return Path(os.environ.get(name) or default).resolve()


def secret(name: str, *, kept_in: Path) -> str:
    """Read a secret from NAME, from the file named by NAME_FILE, or from a file made on first use."""
    if value := os.environ.get(name):
        return value
    path = Path(os.environ.get(f"{name}_FILE") or kept_in)
    if not path.exists():
        import secrets

        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def kept_private(path: Path) -> Path:
    """A file that, if it is made now, only its owner can read. SQLite gives its log the rights of its database."""
    os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))
    return path


def database(name: str, *, sqlite: Path) -> dict[str, object]:
    """Read `postgresql://user:password@host:port/name`; without it, SQLite in a file of the data folder.

    `postgresql://user@/name?host=/run/postgresql` reaches a server by its socket.
    """
    address = os.environ.get(name, "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": kept_private(sqlite),
            # Write locks are taken when a transaction begins, so that two writers wait instead of failing.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                # What is deleted is overwritten: a destroyed key does not linger in a free page.
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(name, address.split("@")[-1], "write postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
