"""Which territories a person may see and change: one rule, as a predicate on codes and as a filter on queries."""

from dataclasses import dataclass
from datetime import date
from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.models import Grant, User
from berdaya.records.access.roles import Role

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Scope:
    """The (role, territory prefix) pairs a person holds today. The prefix '' is everywhere."""

    held: frozenset[tuple[Role, str]]
    user_id: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _ in self.held)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The widest territories held, ascending; none lies within another."""
        every = sorted({prefix for _, prefix in self.held})
        return tuple(
            prefix for prefix in every if not any(prefix != wider and prefix.startswith(wider) for wider in every)
        )

    @property
    def is_public(self) -> bool:
        """Whether only published figures may be shown: no working lists, no names of who recorded what."""
        return self.roles <= {Role.PUBLIC}

    def covers(self, code: str | RegionCode) -> bool:
        """Tell whether a territory lies in the scope."""
        plain = code.plain if isinstance(code, RegionCode) else code
        return any(plain.startswith(prefix) for prefix in self.prefixes)

    def filter(self, queryset: QuerySet[Row], path: str = "region__code") -> QuerySet[Row]:
        """Keep the rows whose code (plain digits, at `path`) the scope covers."""
        prefixes = self.prefixes
        if prefixes == ("",):
            return queryset
        if not prefixes:
            return queryset.none()
        condition = Q()
        for prefix in prefixes:
            condition |= Q(**{f"{path}__startswith": prefix})
        return queryset.filter(condition)

    def acting_as(self, *roles: Role) -> Self:
        """Keep only what is held through these roles."""
        return type(self)(frozenset(pair for pair in self.held if pair[0] in roles), self.user_id)

    def require(self, code: str, *roles: Role) -> None:
        """Raise `access.not_allowed` unless one of the roles is held over the territory (plain digits)."""
        if not self.acting_as(*roles).covers(code):
            raise Problem("access.not_allowed", territory=code or "Indonesia")


PUBLIC = Scope(frozenset({(Role.PUBLIC, "")}))
# The command line and the demo act for whoever holds the machine.
SYSTEM = Scope(frozenset({(Role.ADMINISTRATOR, "")}))


def scope_of(user: User | AnonymousUser, today: date | None = None) -> Scope:
    """Read a person's scope for a day. Without any valid grant a person sees what the public sees."""
    if not isinstance(user, User) or not user.is_active:
        return PUBLIC
    if user.is_superuser:
        return Scope(SYSTEM.held, user.pk)
    today = today or timezone.localdate()
    valid = Grant.objects.filter(user=user, valid_from__lte=today).filter(
        Q(valid_until=None) | Q(valid_until__gte=today)
    )
    # To be one of the public needs no grant, and is held everywhere: beside a role it would widen where that one works.
    valid = valid.exclude(role=Role.PUBLIC)
    held = frozenset((Role(role), territory) for role, territory in valid.values_list("role", "territory"))
    return Scope(held or PUBLIC.held, user.pk)
