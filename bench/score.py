"""A country's villages scored by the IDM, Parquet to Parquet: the engine, hand-written DuckDB SQL, and pandas.

Data: synthetic scores, seeded, drawn from each indicator's rubric; 50 columns of TINYINT beside village_code and year,
sorted by year, zstd. Every run has a fresh connection, the same number of threads and DuckDB's other settings as they are.
A round runs every way three times, by turns, and keeps the fastest of each, for other work on the machine only slows;
seconds are medians over the rounds, and a ratio is the median of the rounds' ratios.

All ways write the same columns: village_code, year, edition; the sums of IKS, IKE and IKL and the index in whole points;
the three dimensions and the index as floats; the status. The hand-written SQL and pandas take the scores on trust. The
engine holds each score against its rubric, and reads the counts by status back from what it wrote. `engine_intervals` is the
engine with its columns on missing scores as well, which the other ways do not have. They all must agree on every row.
"""

import argparse
import gc
import importlib.util
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb

from bench.machine import machine
from berdaya.definitions import catalogue
from berdaya.engine.run import score_file


class Run(NamedTuple):
    """Seconds on the clock, and of all threads together."""

    wall: float
    processor: float


Round = Mapping[str, Run]

EDITION = "idm-2023"
SUMS = {"IKS": 35, "IKE": 12, "IKL": 3}

# Written by hand for the IDM. The sums are split so that each part stays within a TINYINT.
HAND_WRITTEN = """
SELECT village_code, year, 'idm-2023' AS edition,
       s AS "IKS_points", e AS "IKE_points", l AS "IKL_points", n AS points,
       s / 175::DOUBLE AS "IKS", e / 60::DOUBLE AS "IKE", l / 15::DOUBLE AS "IKL", n / 6300::DOUBLE AS "IDM",
       CASE WHEN n <= 3091 THEN 'sangat_tertinggal' WHEN n <= 3773 THEN 'tertinggal' WHEN n <= 4455 THEN 'berkembang'
            WHEN n <= 5137 THEN 'maju' ELSE 'mandiri' END AS status
FROM (SELECT *, (12 * s + 35 * e + 140 * l)::SMALLINT AS n
      FROM (SELECT village_code, year, ({first})::SMALLINT + ({second})::SMALLINT AS s, ({third})::SMALLINT AS e,
                   ({fourth})::SMALLINT AS l
            FROM read_parquet('{source}')))
"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--villages", type=int, default=75_265)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--repeat", type=int, default=3, help="rounds")
    parser.add_argument("--threads", type=int, default=None, help="for DuckDB; as many as cores where not given")
    parser.add_argument("--seed", type=int, default=20161)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Generate, time every way, compare."""
    where = machine()
    with TemporaryDirectory(prefix="berdaya-bench-") as name:
        folder = Path(name)
        source = folder / "scores.parquet"
        generate(source, villages=arguments.villages, years=arguments.years, seed=arguments.seed)
        ways = ways_of(source, folder, arguments.threads)
        rounds = timed(ways, arguments.repeat)
        differing = {way: different_rows(folder / "engine.parquet", folder / f"{way}.parquet") for way in ways}
        written = {"source": source.stat().st_size, "engine": (folder / "engine.parquet").stat().st_size}
    return {
        "ratio": ratio(rounds, "engine", "duckdb_sql"),
        "ratio_pandas": ratio(rounds, "engine", "pandas"),
        "ratio_intervals": ratio(rounds, "engine_intervals", "duckdb_sql"),
        "ratio_processor_time": ratio(rounds, "engine", "duckdb_sql", figure="processor"),
        "seconds": medians(rounds, "wall"),
        "processor_seconds": medians(rounds, "processor"),
        "rounds": [{way: run._asdict() for way, run in one.items()} for one in rounds],
        "rows": arguments.villages * arguments.years,
        "indicators": sum(SUMS.values()),
        "bytes": written,
        "agreement": not any(differing.values()),
        "differing_rows": differing,
        "notes": [] if "pandas" in ways else ["pandas is not installed: pip install -r requirements/bench.lock"],
        "machine": {**where, "duckdb": duckdb.__version__, "threads": arguments.threads or where["cores"]},
    }


def medians(rounds: Sequence[Round], figure: str) -> dict[str, float]:
    return {way: round(statistics.median(getattr(one[way], figure) for one in rounds), 4) for way in rounds[0]}


def ratio(rounds: Sequence[Round], way: str, other: str, *, figure: str = "wall") -> float | None:
    """The median of the rounds' ratios; None where the other way was not run."""
    if other not in rounds[0]:
        return None
    return round(statistics.median(getattr(one[way], figure) / getattr(one[other], figure) for one in rounds), 3)


def generate(path: Path, *, villages: int, years: int, seed: int) -> None:
    """Write synthetic scores: hashes of seed, village, indicator and a three-year spell choose from the rubric."""
    columns = ", ".join(
        f"({list(item.scores)})[1 + (hash({seed}, v, '{code}', y // 3) % {len(item.scores)})::INT]::TINYINT AS {code}"
        for code, item in catalogue.edition(EDITION).indicators.items()
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT printf('%010d', 1101010000 + v) AS village_code, (2015 + y)::SMALLINT AS year, {columns}"
            f" FROM range({years}) a(y), range({villages}) b(v) ORDER BY y, v) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )


def ways_of(source: Path, folder: Path, threads: int | None) -> dict[str, Callable[[], object]]:
    """The ways to score, each writing `<its name>.parquet`."""

    def engine(name: str, *, intervals: bool) -> Callable[[], object]:
        return lambda: score_file(EDITION, source, folder / f"{name}.parquet", intervals=intervals, threads=threads)

    ways = {
        "engine": engine("engine", intervals=False),
        "duckdb_sql": lambda: hand_written(source, folder / "duckdb_sql.parquet", threads),
        "engine_intervals": engine("engine_intervals", intervals=True),
    }
    if importlib.util.find_spec("pandas") and importlib.util.find_spec("pyarrow"):
        ways["pandas"] = lambda: with_pandas(source, folder / "pandas.parquet")
    return ways


def hand_written(source: Path, out: Path, threads: int | None) -> None:
    codes = list(catalogue.edition(EDITION).indicators)
    parts = [" + ".join(part) for part in (codes[:25], codes[25:35], codes[35:47], codes[47:])]
    names = dict(zip(("first", "second", "third", "fourth"), parts, strict=True))
    with duckdb.connect(config={} if threads is None else {"threads": threads}) as connection:
        connection.execute(f"COPY ({HAND_WRITTEN.format(source=source, **names)}) TO '{out}' (FORMAT parquet)")


def with_pandas(source: Path, out: Path) -> None:
    import numpy
    import pandas

    table = pandas.read_parquet(source)
    sums, start = {}, 2
    for code, count in SUMS.items():
        sums[code] = table.iloc[:, start : start + count].sum(axis=1).astype("int16")
        start += count
    points = 12 * sums["IKS"] + 35 * sums["IKE"] + 140 * sums["IKL"]
    result = table[["village_code", "year"]].assign(
        edition=EDITION, **{f"{code}_points": one for code, one in sums.items()}
    )
    result["points"] = points
    for code, count in SUMS.items():
        result[code] = sums[code] / (5 * count)
    result["IDM"] = points / 6300
    statuses = numpy.array(["sangat_tertinggal", "tertinggal", "berkembang", "maju", "mandiri"])
    result["status"] = pandas.Categorical.from_codes(numpy.searchsorted([3091, 3773, 4455, 5137], points), statuses)
    result.to_parquet(out, index=False)


def timed(ways: Mapping[str, Callable[[], object]], rounds: int) -> list[Round]:
    """The fastest of three runs of each way in each round, after one turn that is not counted; turns start in turn."""
    for way in ways.values():
        way()
    order, kept = list(ways), []
    for _ in range(rounds):
        runs: dict[str, list[Run]] = {way: [] for way in ways}
        for _ in range(3):
            for way in order:
                runs[way].append(timed_once(ways[way]))
            order = [*order[1:], order[0]]
        kept.append({way: min(several) for way, several in runs.items()})
    return kept


def timed_once(way: Callable[[], object]) -> Run:
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    way()
    return Run(round(time.perf_counter() - wall, 4), round(time.process_time() - processor, 4))


def different_rows(engine: Path, other: Path) -> int:
    """Rows of which points, status or a figure differ, or that one of the two lacks."""
    same = " AND ".join(
        f'a."{column}"::{kind} IS NOT DISTINCT FROM b."{column}"::{kind}'
        for column, kind in {
            **dict.fromkeys((*(f"{code}_points" for code in SUMS), "points"), "INTEGER"),
            **dict.fromkeys((*SUMS, "IDM"), "DOUBLE"), "status": "VARCHAR", "edition": "VARCHAR",
        }.items()
    )  # fmt: skip
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT count(*) FROM '{engine}' a FULL JOIN '{other}' b USING (village_code, year) WHERE ({same}) IS NOT TRUE"
        ).fetchone()
    assert found is not None
    return int(found[0])


def told(found: Mapping[str, Any]) -> str:
    """The result for people."""
    seconds = ", ".join(f"{way} {median:.3f} s" for way, median in found["seconds"].items())
    with_intervals = f"(processor time {found['ratio_processor_time']}); with intervals: {found['ratio_intervals']}"
    lines = [
        f"{found['rows']:,} village-years x {found['indicators']} indicators: {seconds}",
        f"engine / hand-written SQL: {found['ratio']} {with_intervals}",
        f"engine / pandas: {found['ratio_pandas'] or found['notes'][0]}",
        f"all rows agree: {'yes' if found['agreement'] else found['differing_rows']}",
        "{processor}, {cores} cores, {memory_gib} GiB, Python {python}, DuckDB {duckdb}, {date}".format_map(
            found["machine"]
        ),
    ]
    return "\n".join(lines)
