"""The one-time key of the first set-up, so that nobody else on the network takes an office that has no users yet.

`berdaya serve` prints it; it lies in the data folder, readable by its owner only, until the first administrator exists.
"""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from berdaya.records.access.models import User

# Without letters and digits that are taken for each other when they are read aloud or typed from a screen.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, LENGTH = 4, 4


def someone_exists() -> bool:
    """Whether this database has any user."""
    return User.objects.exists()


def path() -> Path:
    return Path(settings.DATA) / "setup_key"


def needed() -> str | None:
    """The key, made on first use; None once there is a user, and then its file is gone."""
    if someone_exists():
        path().unlink(missing_ok=True)
        return None
    if not path().exists():
        key = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
        with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(key)
    return path().read_text(encoding="ascii").strip()


def fits(written: str) -> bool:
    """Whether somebody wrote the key; dashes, spaces and small letters do not matter."""
    if not path().exists():
        return False
    held = path().read_text(encoding="ascii")
    return hmac.compare_digest(_plain(written).encode(), _plain(held).encode())


def _plain(written: str) -> str:
    return "".join(written.split()).replace("-", "").upper()
