"""Makes the n-th write to the database fail, one n after the other, until the act under test survives."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class TornCable(DatabaseError):
    """What the database says when it is cut off in the middle."""


@contextmanager
def failing_at(position: int) -> Iterator[list[str]]:
    """Let the write at a position (1 is the first) fail. Yields the statements that were tried."""
    tried: list[str] = []

    def cut(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            tried.append(sql)
            if len(tried) == position:
                raise TornCable(f"write {position}: {sql[:60]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cut):
        yield tried


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, to compare before and after."""
    return {
        model._meta.label: sorted(
            (tuple(_plain(value) for value in row) for row in model._base_manager.values_list()), key=repr
        )
        for model in apps.get_models()
        if not model._meta.label.startswith(("contenttypes", "auth.", "sessions"))
    }


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def survives_every_failure(act: Callable[[], Any], *, most: int = 500) -> Any:
    """Run the act with its 1st, 2nd, 3rd … write failing: each time nothing may have changed. Then it succeeds once.

    The act must be repeatable after a failure and raise what the database raised. Returns what the act returned.
    """
    before = everything()
    for position in range(1, most + 1):
        try:
            # No transaction around it: the act itself has to take everything back.
            with failing_at(position) as tried:
                result = act()
        except TornCable:
            assert everything() == before, f"write {position} failed and left something behind"
            continue
        assert len(tried) < position
        assert position > 1, "the act writes nothing"
        return result
    raise AssertionError(f"more than {most} writes")
