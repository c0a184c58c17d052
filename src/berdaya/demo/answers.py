"""Raw answers to a questionnaire: what a village's character, its luck and the year make of each profile.

Luck is drawn once for a village and an input, so answers persist; the year moves them a little, and a steady gain, a
bit larger where a village is remote, lets all of them progress and the gap narrow.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from random import Random
from statistics import NormalDist

from berdaya.demo.figures import Character, YearFigures
from berdaya.demo.profiles import Answer, Profile

Answers = dict[str, Answer]
FIRST_YEAR = 2021
CATCHING_UP = 0.8
YEARLY_NOISE = 0.07
STANDARD = NormalDist()


def draw_luck(rng: Random, profiles: Iterable[Profile]) -> Mapping[str, float]:
    """A village's lasting luck with each input, as standard normal numbers."""
    return {name: rng.gauss(0, 1) for name in sorted({profile.luck for profile in profiles})}


def answer_all(
    rng: Random,
    profiles: Iterable[Profile],
    character: Character,
    luck: Mapping[str, float],
    figures: YearFigures,
    year: int,
) -> Answers:
    """A village's answers of one year, in the order of the profiles."""
    answers: Answers = {}
    for profile in profiles:
        chance = _chance(profile, character, luck[profile.luck] + rng.gauss(0, YEARLY_NOISE))
        if profile.needs is not None and not answers[profile.needs]:
            assert profile.otherwise is not None
            answers[profile.name] = profile.otherwise
        else:
            shift = _shift(profile, character, year)
            answers[profile.name] = DRAW[profile.kind](profile, character.remoteness, chance, shift, answers, figures)
    return answers


def _chance(profile: Profile, character: Character, luck: float) -> float:
    """A standard normal number: partly the village's strength, partly luck."""
    return profile.pull * character.wealth + math.sqrt(1 - profile.pull**2) * luck


def _shift(profile: Profile, character: Character, year: int) -> float:
    gain = profile.gain * (1 + CATCHING_UP * (character.remoteness - 0.4))
    place = profile.coast * character.coastal + profile.river * character.riverside
    return gain * (year - FIRST_YEAR) + place


def _between(profile: Profile, remoteness: float) -> float:
    """The typical value of a place, interpolated on a log scale."""
    near, far = profile.typical
    return math.exp((1 - remoteness) * math.log(near) + remoteness * math.log(far))


def _odds(profile: Profile, remoteness: float, scale: float = 1.0) -> float:
    near, far = (math.log(value / (scale - value)) for value in profile.typical)
    return (1 - remoteness) * near + remoteness * far


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _amount(profile: Profile, remoteness: float, chance: float, shift: float) -> float:
    amount = _between(profile, remoteness) * math.exp(profile.spread * chance + shift)
    return max(profile.least, amount if profile.most is None else min(profile.most, amount))


def _count(profile: Profile, remote: float, chance: float, shift: float, _: Answers, __: YearFigures) -> Answer:
    return int(_amount(profile, remote, chance, shift))


def _measure(profile: Profile, remote: float, chance: float, shift: float, _: Answers, __: YearFigures) -> Answer:
    steps = max(1, round(_amount(profile, remote, chance, shift) / profile.step))
    return _plain(steps * profile.step)


def _share(profile: Profile, remote: float, chance: float, shift: float, _: Answers, __: YearFigures) -> Answer:
    return STANDARD.cdf(chance) > 1 - _logistic(_odds(profile, remote) + shift)


def _percent(profile: Profile, remote: float, chance: float, shift: float, _: Answers, __: YearFigures) -> Answer:
    value = 100 * _logistic(_odds(profile, remote, 100) + profile.spread * chance + shift)
    return _plain(max(profile.least, round(value / profile.step) * profile.step) / profile.scale)


def _part(
    profile: Profile, remote: float, chance: float, shift: float, answers: Answers, figures: YearFigures
) -> Answer:
    whole = _number(answers, profile.of[0], figures)
    return min(whole, round(whole * _logistic(_odds(profile, remote) + profile.spread * chance + shift)))


def _classes(profile: Profile, remote: float, chance: float, shift: float, _: Answers, __: YearFigures) -> Answer:
    """The first class, from the best, whose part of all villages reaches this one."""
    rank, reached = 1 - STANDARD.cdf(chance + 0.6 * shift), 0.0
    for code, (near, far) in profile.classes:
        reached += (1 - remote) * near + remote * far
        if rank < reached:
            return code
    return profile.classes[-1][0]


def _figure(profile: Profile, _: float, __: float, ___: float, ____: Answers, figures: YearFigures) -> Answer:
    return int(getattr(figures, profile.of[0]))


def _rest(profile: Profile, _: float, __: float, ___: float, answers: Answers, figures: YearFigures) -> Answer:
    whole, *parts = (_number(answers, name, figures) for name in profile.of)
    return max(0, whole - sum(parts))


def _tally(profile: Profile, _: float, __: float, ___: float, answers: Answers, ____: YearFigures) -> Answer:
    return sum(answers[name] == profile.value for name in profile.of)


def _any(profile: Profile, _: float, __: float, ___: float, answers: Answers, ____: YearFigures) -> Answer:
    return any(answers[name] for name in profile.of)


def _number(answers: Answers, name: str, figures: YearFigures) -> int:
    return int(answers[name]) if name in answers else int(getattr(figures, name))


def _plain(number: float) -> Answer:
    """A whole number where it is one, else without the noise of binary fractions."""
    return int(number) if number == int(number) else round(number, 2)


Draw = Callable[[Profile, float, float, float, Answers, YearFigures], Answer]
DRAW: Mapping[str, Draw] = {
    "count": _count,
    "measure": _measure,
    "share": _share,
    "percent": _percent,
    "part": _part,
    "classes": _classes,
    "figure": _figure,
    "rest": _rest,
    "tally": _tally,
    "any": _any,
}
