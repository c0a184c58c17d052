"""What is wrong with the answers, as in life: some never came, some are incomplete, a few results contradict themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from berdaya.demo.figures import Character
from berdaya.demo.profiles import Profile

VillageYear = tuple[int, int]

SILENT_YEAR = 2022
STATUS_SLIP_YEAR, DIMENSION_SLIP_YEAR = 2023, 2024
LOST_SHARE, GAP_SHARE = 1 / 120, 1 / 55
MOST_GAPS = 4


@dataclass(frozen=True)
class Flaws:
    """Villages (by place) and years without any answer, with gaps (inputs not answered), and with a slip in print."""

    absent: frozenset[VillageYear]
    gaps: Mapping[VillageYear, frozenset[str]]
    status_slip: VillageYear
    dimension_slip: VillageYear


def draw_flaws(
    rng: Random,
    villages: Sequence[int],
    districts: Sequence[Sequence[int]],
    characters: Sequence[Character],
    asked: Mapping[int, Sequence[Profile]],
) -> Flaws:
    """The flaws of a seed; `asked` are the profiles of each year. One remote kecamatan is silent for a whole year."""
    everything = [(village, year) for village in villages for year in sorted(asked)]
    silent = {(village, SILENT_YEAR) for village in _silent_district(districts, characters)}
    lost = set(rng.sample(everything, max(1, round(LOST_SHARE * len(everything)))))
    present = [pair for pair in everything if pair not in silent | lost]
    gaps = {pair: _gaps(rng, asked[pair[1]]) for pair in rng.sample(present, max(1, round(GAP_SHARE * len(present))))}
    whole = [pair for pair in present if pair not in gaps]
    status_slip = rng.choice([pair for pair in whole if pair[1] == STATUS_SLIP_YEAR])
    dimension_slip = rng.choice([pair for pair in whole if pair[1] == DIMENSION_SLIP_YEAR])
    return Flaws(frozenset(silent | lost), gaps, status_slip, dimension_slip)


def _silent_district(districts: Sequence[Sequence[int]], characters: Sequence[Character]) -> Sequence[int]:
    return max(districts, key=lambda group: sum(characters[place].remoteness for place in group) / len(group))


def _gaps(rng: Random, asked: Sequence[Profile]) -> frozenset[str]:
    drawn = [profile.name for profile in asked if profile.kind != "figure"]
    return frozenset(rng.sample(drawn, rng.randint(1, MOST_GAPS)))
