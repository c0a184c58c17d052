"""`python -m bench [NAME] [options]`: each module of this package with a `run` and an `options` is one benchmark."""

import argparse
import importlib
import json
import sys
from typing import Any

BENCHMARKS = {
    "score": "Scoring a country from Parquet to Parquet",
    "pages": "Queries, server time and bytes of the pages",
    "lists": "The list of all villages of a country",
    "sensitivity": "Ranks with their intervals, and how firm a status is",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="name")
    for name, title in BENCHMARKS.items():
        command = commands.add_parser(name, help=title)
        module(name).options(command)
        command.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    wanted = [arguments.name] if arguments.name else list(BENCHMARKS)
    return max(show(name, parser.parse_args([name, *sys.argv[2:]])) for name in wanted)


def module(name: str) -> Any:
    return importlib.import_module(f"bench.{name}")


def show(name: str, arguments: argparse.Namespace) -> int:
    """Run one benchmark and print it; 1 where its results disagree."""
    found = module(name).run(arguments)
    print(json.dumps(found, indent=2) if arguments.json else module(name).told(found))
    return 0 if found.get("agreement", True) else 1


if __name__ == "__main__":
    sys.exit(main())
