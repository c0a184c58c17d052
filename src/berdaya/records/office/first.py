"""The first administrator of an office that has no user yet."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from berdaya.domain.problems import Problem
from berdaya.records.access.models import User
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import Scope
from berdaya.records.access.services import create_user, grant
from berdaya.records.office import setup_key
from berdaya.records.office.models import Office


@transaction.atomic
def make_first_administrator(*, actor: Scope, username: str, full_name: str, password: str) -> User:
    """Make the user who may do everything, once. Problem `setup.done`, `office.not_set_up`; ValidationError.

    The office's row is held meanwhile, so that of two who try at once one comes too late.
    """
    actor.require("", Role.ADMINISTRATOR)
    if Office.objects.select_for_update().first() is None:
        raise Problem("office.not_set_up")
    if setup_key.someone_exists():
        raise Problem("setup.done")
    validate_password(password, User(username=username))
    user = create_user(actor=actor, username=username, full_name=full_name, password=password)
    grant(actor=actor, user=user, role=Role.ADMINISTRATOR, territory="")
    transaction.on_commit(setup_key.needed)  # which throws the key away, now that there is a user
    return user
