"""The second step of signing in: a phone's changing code, and codes on paper for the day the phone is gone.

What is true of codes is allauth's; here it is tied to our users, and its secrets are sealed by the vault.
"""

import base64
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction

from berdaya.records.access.models import User
from berdaya.records.vault import services as vault

BELONGS = "second-factor"
PHONE, PAPER = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps secrets sealed under a key outside the database."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal_bytes(text.encode(), BELONGS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.open_bytes(base64.b64decode(encrypted_text), BELONGS).decode()


def new_secret() -> str:
    return str(generate_totp_secret())


def address_for_phone(user: User, secret: str) -> str:
    """What the square on the screen says to the phone."""
    return str(get_adapter().build_totp_url(user, secret))


def has_factor(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type=PHONE).exists())


def with_factor(user_ids: list[int]) -> set[int]:
    held = Authenticator.objects.filter(user_id__in=user_ids, type=PHONE)
    return set(held.values_list("user_id", flat=True))


def since(user_id: int) -> datetime | None:
    held: Authenticator | None = Authenticator.objects.filter(user_id=user_id, type=PHONE).first()
    return held.created_at if held else None


@transaction.atomic
def take_up(user: User, secret: str, code: str) -> list[str]:
    """Tie a phone to the user once it shows the right code; returns fresh codes on paper, or nothing where it is wrong."""
    if has_factor(user.pk) or not validate_totp_code(secret, code):
        return []
    TOTP.activate(user, secret)
    return new_codes(user)


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Fresh codes on paper; the old ones are void."""
    Authenticator.objects.filter(user=user, type=PAPER).delete()
    return list(RecoveryCodes.activate(user).get_unused_codes())


def codes_left(user_id: int) -> int:
    held = Authenticator.objects.filter(user_id=user_id, type=PAPER).first()
    return len(held.wrap().get_unused_codes()) if held else 0


def check(user: User, code: str) -> str:
    """Which of the two the code is, or nothing where it is neither. A code serves once."""
    written = "".join(code.split())
    for held in Authenticator.objects.filter(user=user, type__in=(PHONE, PAPER)).order_by("-type"):
        if held.wrap().validate_code(written):
            held.refresh_from_db()
            held.record_usage()
            return str(held.type)
    return ""


def take_away(user_id: int) -> bool:
    """Let the user sign in with the password alone, until they set up anew."""
    gone, _ = Authenticator.objects.filter(user_id=user_id).delete()
    return bool(gone)
