"""Where official answers come from: files, folders, zips, or the ministry's address, one answer at a time.

Nothing here judges an answer or writes a record. What does not arrive is told as a Problem in its place.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from berdaya.domain.problems import Problem
from berdaya.exchange.official.auditing import LARGEST_ANSWER, raw_answers

# Where the ministry's server keeps its answers, below whatever base address is given.
ANSWER_PATH = "/open/api/desa/rumusan/{code}/{year}"
# Answers that another try may better: the server is busy, not the question wrong.
# After so many questions in a row that nobody answered, asking on would only waste hours.
SILENT = 5
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer as it arrived, or the Problem in its place. `asked` is the village and year asked for, if any."""

    source: str
    fetched_at: datetime
    raw: bytes = b""
    problem: Problem | None = None
    asked: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Upstream:
    """How to ask a server. The pattern holds {code} and {year}; seconds between requests, for an answer, and tries."""

    pattern: str
    pause: float = 1.0
    timeout: float = 20.0
    attempts: int = 3

    @classmethod
    def at(cls, address: str, *, pause: float = 1.0, timeout: float = 20.0, attempts: int = 3) -> "Upstream":
        """Read an address: one with {code} and {year}, or a server's base address.

        >>> Upstream.at("https://idm.example.id").pattern
        'https://idm.example.id/open/api/desa/rumusan/{code}/{year}'
        """
        pattern = address if "{" in address else address.rstrip("/") + ANSWER_PATH
        parts = urlsplit(pattern)
        named = pattern.replace("{code}", "").replace("{year}", "")
        complete = "{code}" in pattern and "{year}" in pattern and "{" not in named and "}" not in named
        if parts.scheme not in ("http", "https") or not parts.hostname or not complete:
            raise Problem("file.unsupported", path=address, expected="https://…/{code}/{year}")
        return cls(pattern, pause, timeout, attempts)

    def address(self, code: str, year: int) -> str:
        return self.pattern.replace("{code}", code).replace("{year}", str(year))


def from_paths(paths: Iterable[Path]) -> Iterator[Fetched]:
    """Read every answer of the paths. A Problem stands for a damaged zip, or for a member that cannot be read."""
    for path in paths:
        if not path.exists():
            raise Problem("file.not_found", path=path)
        yield from _from_path(path)


def _from_path(path: Path) -> Iterator[Fetched]:
    for source, raw in raw_answers(path):
        if isinstance(raw, Problem):
            yield Fetched(source, datetime.now(UTC), problem=raw)
        else:
            yield Fetched(source, datetime.now(UTC), raw)


@dataclass(frozen=True, slots=True)
class Answered:
    """The file that remembers which questions were answered, so that an interrupted import goes on where it stopped."""

    path: Path

    def addresses(self) -> frozenset[str]:
        return frozenset(self.path.read_text(encoding="utf-8").split("\n")) if self.path.exists() else frozenset()

    def add(self, address: str) -> None:
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(address + "\n")


def from_upstream(
    upstream: Upstream,
    asked: Iterable[tuple[str, int]],
    *,
    answered: Collection[str] = (),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Fetched]:
    """Ask the server for each village and year in turn, pausing between requests and longer before another try.

    Addresses already answered are not asked again. Certificates are checked, redirects are not followed, and an answer
    larger than an answer can be is refused. A server that stays silent is left alone; the import can be resumed.
    """
    with urllib3.PoolManager(maxsize=1, retries=False) as pool:
        first, silent = True, 0
        for code, year in asked:
            if upstream.address(code, year) in answered:
                continue
            if not first:
                sleep(upstream.pause)
            first = False
            fetched = _ask(pool, upstream, (code, year), sleep)
            yield fetched
            unreachable = fetched.problem is not None and fetched.problem.code == "official.unreachable"
            silent = silent + 1 if unreachable else 0
            if silent == SILENT:
                gave_up = Problem("official.gave_up", source=upstream.pattern, count=silent)
                yield Fetched(upstream.pattern, datetime.now(UTC), problem=gave_up)
                return


def _ask(
    pool: urllib3.PoolManager, upstream: Upstream, asked: tuple[str, int], sleep: Callable[[float], None]
) -> Fetched:
    address = upstream.address(*asked)
    problem = Problem("official.unreachable", source=address, reason="-")
    for attempt in range(upstream.attempts):
        if attempt:
            sleep(upstream.pause * 2**attempt)
        try:
            status, raw = _get(pool, address, upstream.timeout)
        except HTTPError as error:
            problem = Problem("official.unreachable", source=address, reason=type(error).__name__)
            continue
        if len(raw) > LARGEST_ANSWER:
            problem = Problem("official.unreachable", source=address, reason=f"> {LARGEST_ANSWER} byte")
            break
        if status == 200:
            return Fetched(address, datetime.now(UTC), raw, asked=asked)
        if status not in PASSING:
            problem = Problem("official.no_data", source=address)
            break
        problem = Problem("official.unreachable", source=address, reason=f"HTTP {status}")
    return Fetched(address, datetime.now(UTC), problem=problem, asked=asked)


def _get(pool: urllib3.PoolManager, address: str, timeout: float) -> tuple[int, bytes]:
    """One request. A body shorter than announced raises an HTTPError like any broken line."""
    response = pool.request(
        "GET",
        address,
        headers={"Accept": "application/json", "User-Agent": "Berdaya"},
        timeout=urllib3.Timeout(connect=timeout, read=timeout),
        preload_content=False,
        redirect=False,
    )
    try:
        raw = bytearray()
        for piece in response.stream(64 * 1024):
            raw += piece
            if len(raw) > LARGEST_ANSWER:
                break
        return response.status, bytes(raw)
    finally:
        response.close()
