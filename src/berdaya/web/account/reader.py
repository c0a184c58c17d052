"""Who reads this page: what they may see, found once per request."""

from django.http import HttpRequest

from berdaya.records.access.scope import PUBLIC, Scope, scope_of
from berdaya.web.measure import listed

KEPT = "_berdaya_scope"


def reader(request: HttpRequest) -> Scope:
    """The scope of who reads. Working lists and names of persons follow it."""
    kept: Scope | None = getattr(request, KEPT, None)
    if kept is None:
        kept = scope_of(request.user)
        setattr(request, KEPT, kept)
    return kept


def figures_for(scope: Scope) -> Scope:
    """The scope of published figures: they are public, so signing in never shows a person less than everybody sees."""
    return Scope(scope.held | PUBLIC.held, scope.user_id)


def is_officer(scope: Scope, code: str) -> bool:
    """Whether who reads works in a territory (plain digits), and so sees more of it than the public."""
    return not scope.is_public and scope.covers(code)


def recorded_for(scope: Scope, code: str) -> Scope:
    """The scope of what the ledger holds of a village: an officer's own where they work, the public's elsewhere."""
    return scope if is_officer(scope, code) else PUBLIC


def role_names(scope: Scope) -> str:
    """The roles a person holds today, in words."""
    return listed(sorted(str(role.label) for role in scope.roles))
