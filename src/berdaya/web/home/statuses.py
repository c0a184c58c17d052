"""How many villages have each class in two years, and who moved between them, in words."""

from django.utils.translation import gettext, ngettext

from berdaya.web.home.figures import Comparison
from berdaya.web.measure import listed
from berdaya.web.tables import StatusRow


def status_rows(shown: Comparison) -> list[StatusRow]:
    """The classes from the strongest down, of the villages in both years where two are compared."""
    now, before = shown.same.counts, shown.same.before_counts
    most = max([*now.values(), *before.values()], default=0)
    return [
        StatusRow(status, before[one.code], now[one.code], most)
        for one, status in reversed(list(zip(shown.classes, shown.measure.statuses, strict=True)))
    ]


def move_sentence(shown: Comparison) -> str:
    """Which moves between classes happened since the year before, the most frequent first."""
    if not shown.before_rows:
        return ""
    if not shown.moves:
        return gettext("Tidak ada desa yang berganti kelas sejak %(year)d.") % {"year": shown.before_year}
    levels = shown.measure.levels
    ranked = sorted(shown.moves.items(), key=lambda item: (-item[1], levels[item[0][0]]))
    parts = [
        ngettext("%(count)d desa dari %(old)s ke %(new)s", "%(count)d desa dari %(old)s ke %(new)s", count)
        % {"count": count, "old": shown.measure.status(old).name, "new": shown.measure.status(new).name}
        for (old, new), count in ranked[:3]
    ]
    return listed(parts) + "."


def unsettled(shown: Comparison) -> int:
    """How many villages have no class because answers are missing."""
    return sum(1 for row in shown.rows if not row.status)
