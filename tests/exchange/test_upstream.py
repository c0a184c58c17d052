"""The ministry's server, played by one on this machine that misbehaves in every known way."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from berdaya.domain.problems import Problem
from berdaya.exchange.official.importing import import_upstream
from berdaya.exchange.official.source import Upstream, from_upstream
from berdaya.records.access.scope import SYSTEM
from berdaya.records.observations.models import Submission

CODES = ("9901012001", "9901012002", "9901022001")


class Server:
    """What each path answers, in turn; the last answer is repeated. An answer is (status, body[, announced length])."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple]] = {}
        self.asked: Counter[str] = Counter()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked[self.path] += 1
                turns = outer.answers.get(self.path, [(404, b"not here")])
                status, body, *length = turns.pop(0) if len(turns) > 1 else turns[0]
                self.send_response(status)
                self.send_header("Content-Length", str(length[0] if length else len(body)))
                if status in (301, 302):
                    self.send_header("Location", "file:///etc/passwd")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        self.upstream = Upstream.at(f"http://127.0.0.1:{self.http.server_port}/{{code}}/{{year}}", timeout=5)

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def waits() -> list[float]:
    return []


def ask(server, waits, asked=(("9901012001", 2024),), **parts):
    return list(from_upstream(server.upstream, asked, sleep=waits.append, **parts))


def test_answers_arrive_with_pauses_between(server, waits, official_answer):
    for code in CODES:
        server.answers[f"/{code}/2024"] = [(200, official_answer(code))]
    arrived = ask(server, waits, [(code, 2024) for code in CODES])
    assert [item.asked for item in arrived] == [(code, 2024) for code in CODES]
    assert all(item.problem is None for item in arrived)
    assert waits == [1.0, 1.0]


def test_a_busy_server_is_asked_again_after_longer_and_longer_pauses(server, waits, official_answer):
    server.answers["/9901012001/2024"] = [(503, b""), (429, b""), (200, official_answer())]
    (arrived,) = ask(server, waits)
    assert arrived.problem is None
    assert waits == [2.0, 4.0]


def test_a_body_shorter_than_announced_is_asked_again(server, waits, official_answer):
    raw = official_answer()
    server.answers["/9901012001/2024"] = [(200, raw[:500], len(raw)), (200, raw)]
    (arrived,) = ask(server, waits)
    assert (arrived.raw, arrived.problem, waits) == (raw, None, [2.0])


@pytest.mark.parametrize(
    ("answer", "code", "tries"),
    [
        ((400, b"bad request"), "official.no_data", 1),
        ((404, b""), "official.no_data", 1),
        ((302, b""), "official.no_data", 1),
        ((500, b"oops"), "official.unreachable", 3),
        ((200, b'{"half', 9000), "official.unreachable", 3),
        ((200, b" " * (3 * 1024 * 1024)), "official.unreachable", 1),
    ],
)
def test_what_does_not_arrive_is_told(server, waits, answer, code, tries):
    server.answers["/9901012001/2024"] = [answer]
    (arrived,) = ask(server, waits)
    assert (arrived.problem.code, arrived.raw) == (code, b"")
    assert server.asked["/9901012001/2024"] == tries


def test_a_server_that_is_not_there_is_told(server, waits):
    server.close()
    (arrived,) = ask(server, waits)
    assert arrived.problem.code == "official.unreachable"
    server.http.server_close()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd?{code}{year}",
        "ftp://x.id/{code}/{year}",
        "http:///{code}/{year}",
        "http://x.id/{code}",
        "http://x.id/{code}/{year}/{__class__}",
        "javascript:alert(1)",
        "",
    ],
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(Problem) as refused:
        Upstream.at(address)
    assert refused.value.code == "file.unsupported"


def test_an_interrupted_import_goes_on_where_it_stopped_and_asks_failures_again(
    server, waits, official_answer, regency, tmp_path
):
    state = tmp_path / "answered.txt"
    first, second, third = (f"/{code}/2024" for code in CODES)
    server.answers[first] = [(200, official_answer(CODES[0]))]
    server.answers[second] = [(200, b"<html>maintenance</html>"), (200, official_answer(CODES[1]))]
    server.answers[third] = [(200, official_answer(CODES[2]))]

    class Interrupted(Exception):
        pass

    def stop_after_two(imported):
        if imported.read == 2:
            raise Interrupted

    def load(**parts):
        return import_upstream(
            actor=SYSTEM,
            upstream=server.upstream,
            asked=[(code, 2024) for code in CODES],
            state=state,
            sleep=waits.append,
            **parts,
        )

    with pytest.raises(Interrupted):
        load(progress=stop_after_two)
    assert Submission.objects.count() == 1
    imported = load()
    assert (imported.recorded, imported.failures) == (2, [])
    assert [server.asked[path] for path in (first, second, third)] == [1, 2, 1]
    assert load().read == 0
    assert Submission.objects.count() == 3


def test_an_import_goes_on_past_failures_and_names_them(server, waits, official_answer, regency):
    server.answers["/9901012001/2024"] = [(200, b'{"header":{"scalar":false},"body":false}')]
    server.answers["/9901022001/2024"] = [(200, official_answer("9901022001"))]
    imported = import_upstream(
        actor=SYSTEM, upstream=server.upstream, asked=[(code, 2024) for code in CODES], sleep=waits.append
    )
    assert [(item.village, item.year, item.problem.code) for item in imported.failures] == [
        ("9901012001", 2024, "official.no_data"),
        ("9901012002", 2024, "official.no_data"),
    ]
    assert imported.recorded == 1
