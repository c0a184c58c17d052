"""Invented names that sound like villages of a river and a coast. A name tells how the place lies."""

from collections.abc import Iterator, Sequence
from random import Random

from berdaya.demo.geography import Geography, Place

PROVINCE, REGENCY = "Provinsi Contoh", "Kabupaten Contoh"

# fmt: off
ONSETS = ("Ba", "Be", "Bi", "Ja", "Ka", "Ke", "La", "Le", "Li", "Ma", "Me", "Na", "Pa", "Pe", "Ra", "Sa", "Se", "Ta", "Tu")
MIDDLES = ("la", "li", "lu", "ma", "mu", "nda", "nga", "ngka", "ra", "ri", "ru", "si", "su", "wa", "wi", "mba", "nti", "yu")
CODAS = ("dan", "dung", "hing", "juk", "kap", "lai", "lut", "mang", "mpir", "ngau", "ntar", "rang", "rik", "sau", "tam", "yok")
# fmt: on

SHORE = ("Muara", "Tanjung", "Teluk", "Kuala", "Pantai", "Sungai")
RIVER = ("Muara", "Rantau", "Long", "Sungai", "Kampung", "Lubuk")
HILL = ("Bukit", "Long", "Gunung", "Batu", "Padang")
SIDES = ("Ulu", "Ilir", "Seberang", "Baru", "Lama", "Darat")
TWINS = 4


def name_places(rng: Random, geography: Geography) -> list[str]:
    """A name for each place, unique but for a few that occur in two kecamatan, as in real life."""
    words = _words(rng)
    names = [_village_name(rng, place, words) for place in geography.places]
    _name_sisters(rng, geography, names)
    _name_twins(rng, geography, names)
    return names


def name_districts(geography: Geography, names: Sequence[str]) -> list[str]:
    """Each kecamatan takes the name of a village in it: the first whose name no other kecamatan has."""
    chosen: list[str] = []
    for group in geography.districts:
        free = [names[place] for place in group if names[place] not in chosen and names.count(names[place]) == 1]
        chosen.append(min(free, key=lambda name: (len(name.split()), free.index(name))))
    return chosen


def _words(rng: Random) -> Iterator[str]:
    """Words of three unlike syllables that no other place has; shorter ones would often be real names."""
    used: set[str] = set()
    while True:
        onset, middle, coda = rng.choice(ONSETS), rng.choice(MIDDLES), rng.choice(CODAS)
        if onset + middle + coda not in used and len({onset[0].lower(), middle[0], coda[0]}) == 3:
            used.add(onset + middle + coda)
            yield onset + middle + coda


def _village_name(rng: Random, place: Place, words: Iterator[str]) -> str:
    if place.ward or rng.random() < 0.3:
        return next(words)
    return f"{rng.choice(_setting(place))} {next(words)}"


def _setting(place: Place) -> tuple[str, ...]:
    if place.to_shore < 5:
        return SHORE
    return RIVER if place.to_river < 4 else HILL


def _name_sisters(rng: Random, geography: Geography, names: list[str]) -> None:
    """About every tenth village is named after a neighbour: upstream of it, across the river, or new."""
    named: set[int] = set()
    for place in rng.sample(range(len(names)), len(names) // 9):
        near = sorted(geography.neighbours[place] - named)
        if not geography.places[place].ward and place not in named and near:
            elder = rng.choice(near)
            names[place] = f"{names[elder].split()[-1]} {rng.choice(SIDES)}"
            named |= {place, elder}


def _name_twins(rng: Random, geography: Geography, names: list[str]) -> None:
    """A few villages carry the same name as one in another kecamatan."""
    groups = [[place for place in group if not geography.places[place].ward] for group in geography.districts]
    groups = [group for group in groups if group]
    pairs = min(TWINS, len(groups) // 2)
    drawn = iter(rng.sample(groups, 2 * pairs))
    for first, second in zip(drawn, drawn, strict=True):
        names[rng.choice(second)] = names[rng.choice(first)]
