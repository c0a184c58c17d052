"""Two people who decide on one finding in the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from berdaya.definitions import catalogue
from berdaya.domain.index.aggregation import assess
from berdaya.domain.problems import Problem
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import SYSTEM
from berdaya.records.decisions.findings import Key
from berdaya.records.decisions.services import Said, decide
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.services import SubmissionEntry, record_submission
from berdaya.records.regions.codes import code_book
from berdaya.records.regions.services import RegionEntry, import_regions
from berdaya.records.runs.services import compute_run, publish_run

IDM = catalogue.edition("idm-2023")
NAMES = {"99": "Provinsi", "9901": "Kabupaten", "990101": "Hulu", "9901012001": "Bukit Raya"}


def finding() -> Key:
    """A village whose row 30 repeats row 31."""
    import_regions(actor=SYSTEM, rows=[RegionEntry(RegionCode(code), name) for code, name in NAMES.items()])
    region = code_book().current["9901012001"]
    true = {code: one.top for code, one in IDM.indicators.items()} | {"IKS30": 1}
    figures = {code: round(float(one.low), 4) for code, one in assess(IDM, true).dimensions.items()}
    said = SubmissionEntry(region, 2024, IDM.code, Source.OFFICIAL, scores=true | {"IKS30": 5}, dimensions=figures)
    record_submission(actor=SYSTEM, entry=said)
    publish_run(actor=SYSTEM, run_id=compute_run(actor=SYSTEM, edition_code=IDM.code, year=2024, territory="9901"))
    return Key(region, "idm", 2024, "copied_row", "IKS30")


def race(key: Key, people: int = 4) -> list[str]:
    """What each of them is told: `1` for the version written, or the code of the problem."""
    start = Barrier(people)

    def one(choice: str) -> str:
        try:
            start.wait()
            return str(decide(actor=SYSTEM, key=key, said=Said(choice, "Bersamaan."), expected=0))
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return sorted(pool.map(one, ["accept", "visit"] * (people // 2)))
