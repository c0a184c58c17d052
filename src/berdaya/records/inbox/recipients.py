"""Whom a message about a territory concerns: the people who hold a role over it or inside it today."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from berdaya.records.access.models import Grant
from berdaya.records.access.roles import Role


def wider(territory: str) -> list[str]:
    """The territory and every one that holds it, down from everywhere.

    >>> wider("9901012001")
    ['', '99', '9901', '990101', '9901012001']
    """
    return [territory[:digits] for digits in (0, 2, 4, 6, 10) if digits <= len(territory)]


def people_over(territory: str, roles: Collection[Role] = (), *, inside: bool = False) -> list[int]:
    """The ids of active people with a role over a territory (plain digits), ascending; any role where none is named.

    `inside` adds those whose own territory lies in it, as the operators of a regency's villages do.
    """
    today = timezone.localdate()
    where = Q(territory__in=wider(territory))
    if inside:
        where |= Q(territory__startswith=territory)
    grants = Grant.objects.filter(where, valid_from__lte=today, user__is_active=True)
    grants = grants.filter(Q(valid_until=None) | Q(valid_until__gte=today)).exclude(role=Role.PUBLIC)
    if roles:
        grants = grants.filter(role__in=list(roles))
    return sorted(set(grants.values_list("user_id", flat=True)))
