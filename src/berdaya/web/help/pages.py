"""The help on each page, as data: what it is for, what to do there, who may, and the words it uses. One file per room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import reverse

from berdaya.domain.values import Text

CONTENT = Path(__file__).parent / "content"
FILES = ("begin", "measure", "manage")


@dataclass(frozen=True)
class Task:
    """One thing a reader comes for, and how it is done."""

    what: Text
    how: Text


@dataclass(frozen=True)
class Help:
    """The help on one page.

    `words` are the terms of the glossary that the page uses, `more` names related pages, and `also` names addresses
    that this page explains with its own.
    """

    url_name: str
    title: Text
    purpose: Text
    tasks: tuple[Task, ...]
    who: Text
    words: tuple[str, ...]
    more: tuple[str, ...]
    also: tuple[str, ...]


@lru_cache(maxsize=1)
def groups() -> Sequence[tuple[Text, tuple[Help, ...]]]:
    """The table of contents: the rooms with their pages."""
    read = [_read(name) for name in FILES]
    return [(_text(one["title"]), tuple(_help(name, data) for name, data in one["pages"].items())) for one in read]


@lru_cache(maxsize=1)
def pages() -> Mapping[str, Help]:
    """Every page that has help, by url name."""
    return {one.url_name: one for _, those in groups() for one in those}


@lru_cache(maxsize=1)
def glossary() -> Mapping[str, tuple[Text, Text]]:
    """What the words mean: the term and its meaning, by key, in the order of the Indonesian terms."""
    found = {key: (_text(item["term"]), _text(item["meaning"])) for key, item in _read("glossary").items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1][0].id.casefold()))


def name_of(url_name: str) -> str:
    """The page whose help explains an address: its own, or that of the page it is a part of; empty where none does.

    Parts are named after their page, as `trail-entry` is a part of `trail`, or stand in its `also`.
    """
    known = {**{other: name for name, one in pages().items() for other in one.also}, **{name: name for name in pages()}}
    name = url_name
    while name and name not in known:
        name = name.rpartition("-")[0]
    return known.get(name, "")


def help_address(url_name: str) -> str:
    """Where the help on a page stands; the table of contents for a page that has none."""
    name = name_of(url_name)
    return reverse("help-page", args=[name]) if name else reverse("help")


def _help(name: str, data: Mapping[str, Any]) -> Help:
    return Help(
        url_name=name,
        title=_text(data["title"]),
        purpose=_text(data["purpose"]),
        tasks=tuple(Task(_text(task["what"]), _text(task["how"])) for task in data.get("tasks", ())),
        who=_text(data["who"]),
        words=tuple(data.get("words", ())),
        more=tuple(data.get("more", ())),
        also=tuple(data.get("also", ())),
    )


def _text(data: Mapping[str, str]) -> Text:
    assert data.keys() == {"id", "en"}, data
    return Text(" ".join(data["id"].split()), " ".join(data["en"].split()))


def _read(name: str) -> Any:
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
