"""How commands speak: JSON for scripts, plain tables for people, progress on a terminal only."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table as RichTable

T = TypeVar("T")


def language() -> str:
    """The language of messages: BERDAYA_LANGUAGE if set, else the locale's if it is English, else Indonesian."""
    chosen = os.environ.get("BERDAYA_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "id"
    return "en" if chosen.lower().startswith("en") else "id"


def say(indonesian: str, english: str) -> str:
    """The words in the language of messages."""
    return english if language() == "en" else indonesian


def print_json(value: Any) -> None:
    """One JSON document on standard output; exact fractions as numbers."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    return str(value)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[str] = ()) -> None:
    """A table for a person: framed on a terminal, tab-separated in a pipe."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join("" if cell is None else str(cell) for cell in row))
        return
    table = RichTable(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console().print(table)


def progress(items: Iterable[T], *, total: int | None, label: str) -> Iterator[T]:
    """Pass the items on, with a progress bar on standard error while that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    yield from track(items, description=label, total=total, console=console, transient=True)


def decimal(value: Fraction | float | None, places: int = 4) -> str:
    """A number in the locale of messages: `0,7141` or `0.7141`; empty where there is none."""
    if value is None:
        return ""
    text = f"{float(value):.{places}f}"
    return text if language() == "en" else text.replace(".", ",")
