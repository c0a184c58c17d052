"""Static files with their hash in the name, served straight from the package: kept for a year, never stale, no build step."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.checks import CheckMessage
from whitenoise.middleware import WhiteNoiseMiddleware

DIGITS = 12
HASHED = re.compile(rf"\.[0-9a-f]{{{DIGITS}}}(?=\.[^./]+$)")


def hashed_name(name: str, content: bytes) -> str:
    """Put the hash of the content before the ending: `a/b.css` becomes `a/b.0123456789ab.css`."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:DIGITS]}.{ending}"


def current_name(name: str) -> str:
    """The hashed name of a static file; a name that carries its hash already, or no file, stays as it is."""
    if HASHED.search(name):
        return name
    found = finders.find(name)
    return hashed_name(name, Path(found).read_bytes()) if found else name


kept_name = cache(current_name)


class HashedStaticFiles(StaticFilesStorage):
    """`{% static %}` gives the hashed name. While developing, a file is read again each time."""

    def url(self, name: str | None) -> str:
        return super().url((current_name if settings.DEBUG else kept_name)(name or ""))


class HashedFinder(BaseFinder):
    """Finds a file under its current hashed name, for servers that look files up one by one."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = HASHED.sub("", path)
        found = finders.find(name) if name != path and current_name(name) == path else None
        return ([found] if found else []) if find_all else found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return ()


class HashedWhiteNoise(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """Serves each file under its plain and its hashed name; the hashed one may be kept for ever."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        if not HASHED.search(url) and "." in url:
            super().add_file_to_dictionary(hashed_name(url, Path(path).read_bytes()), path, stat_cache=stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        return bool(HASHED.search(url))
