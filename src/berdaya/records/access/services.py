"""Writes on users and their grants."""

from datetime import date

from django.db import transaction

from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope


@transaction.atomic
def create_user(
    *, actor: Scope, username: str, full_name: str, password: str | None = None, email: str = "", phone: str = ""
) -> User:
    """Make a user without grants. Without a password nobody can sign in as them yet."""
    actor.require("", Role.ADMINISTRATOR)
    user = User(username=User.normalize_username(username), full_name=full_name, email=email, phone=phone)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def grant(
    *,
    actor: Scope,
    user: User,
    role: Role,
    territory: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Grant:
    """Give a role in a territory (plain digits; '' is everywhere). The giver must be administrator there."""
    actor.require(territory, Role.ADMINISTRATOR)
    given = Grant(user=user, role=role, territory=territory, valid_until=valid_until)
    if valid_from is not None:
        given.valid_from = valid_from
    given.full_clean()
    given.save()
    return given
