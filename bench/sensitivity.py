"""Ranks with their intervals and firm statuses: a regency as its pages need them, and a country.

Data: synthetic scores of the IDM and of Indeks Desa, seeded, drawn from each indicator's rubric. What follows from an
edition alone is kept by the program, so each task runs once before it is timed. Seconds are the best of the rounds.
"""

import argparse
import time
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from bench.machine import machine
from berdaya.definitions import catalogue
from berdaya.domain.index.definition import Edition
from berdaya.domain.index.ranks import Parts, all_places, parts_of, places
from berdaya.domain.index.sensitivity import robustness

EDITIONS = ("idm-2023", "indeks-desa-2025")
REGENCY, PER_REGENCY = 193, 146
TENTH = Fraction(1, 10)


def options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--villages", type=int, default=75_265)
    command.add_argument("--repeat", type=int, default=3)
    command.add_argument("--seed", type=int, default=7)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    return {
        "villages": arguments.villages,
        "machine": machine(),
        "editions": {code: measured(catalogue.edition(code), arguments) for code in EDITIONS},
    }


def measured(edition: Edition, arguments: argparse.Namespace) -> dict[str, float]:
    rng = Random(arguments.seed)  # made-up scores
    scores = [
        {code: rng.choice(item.scores) for code, item in edition.indicators.items()} for _ in range(arguments.villages)
    ]
    country = [parts_of(edition, one) for one in scores]
    regency = country[:REGENCY]
    tasks: dict[str, Callable[[], object]] = {
        "parts_of_the_country": lambda: [parts_of(edition, one) for one in scores],
        "one_village_in_the_country": lambda: places(country[0], country[1:], TENTH),
        "every_village_in_its_regency": lambda: in_regencies(country),
        "a_regency_of_193": lambda: all_places(regency, TENTH),
        "one_village_in_a_regency": lambda: places(regency[0], regency[1:], TENTH),
        "how_firm_one_status_is": lambda: robustness(edition, scores[0]),
    }
    return {name: best(task, arguments.repeat) for name, task in tasks.items()}


def in_regencies(country: list[Parts]) -> list[object]:
    return [all_places(country[start : start + PER_REGENCY], TENTH) for start in range(0, len(country), PER_REGENCY)]


def best(task: Callable[[], object], repeat: int) -> float:
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def told(found: dict[str, Any]) -> str:
    lines = [f"{found['villages']} villages; seconds"]
    for code, tasks in found["editions"].items():
        lines += [code, *(f"  {name:32} {seconds:10.4f}" for name, seconds in tasks.items())]
    return "\n".join(lines)
