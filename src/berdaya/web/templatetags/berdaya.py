"""Built-in tags of every template: numbers for people, texts in the page's language, and the parts of the style guide."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from berdaya.domain.values import RegionCode, Text
from berdaya.web import numerals, tables
from berdaya.web.charts import legend, marks, scale, svg

register = template.Library()


def language() -> str:
    return get_language() or "id"


@register.filter
def number(value: numerals.Number | None, decimals: int = 0) -> str:
    """`{{ index|number:4 }}` writes 0,7141."""
    return numerals.number(value, decimals, language())


@register.filter
def signed(value: numerals.Number | None, decimals: int = 0) -> str:
    """`{{ change|signed:4 }}` writes +0,0222 or −0,0820."""
    return numerals.signed(value, decimals, language())


@register.filter
def percent(value: numerals.Number | None, decimals: int = 0) -> str:
    """`{{ share|percent }}` writes a share of one as 66%."""
    return numerals.percent(value, decimals, language())


@register.filter
def rupiah(value: numerals.Number | None) -> str:
    """`{{ cost|rupiah }}` writes Rp 1.250.000."""
    return numerals.rupiah(value, language())


@register.filter
def rupiah_long(value: numerals.Number | None) -> str:
    """`{{ budget|rupiah_long }}` writes Rp 20 miliar."""
    return numerals.rupiah_long(value, language())


@register.filter
def text(value: Text) -> str:
    """`{{ indicator.name|text }}` gives the words in the language of the page."""
    return value.in_(language())


@register.filter
def dotted(code: str) -> str:
    """`{{ code|dotted }}` writes 64.02.04.2001."""
    return RegionCode.parse(code).dotted


@register.simple_tag
def chip(level: int, name: str, of: int = marks.TONES, *, large: bool = False) -> SafeString:
    """`{% chip 4 "Maju" %}`: a status, the first class being the weakest."""
    return marks.chip(marks.Status(level, name, of), large=large)


@register.simple_tag
def step(now: int, goal: int, top: int = 5) -> SafeString:
    """`{% step 1 5 %}`: an intervention point, 1 ke 5."""
    return marks.step(now, goal, top)


@register.simple_tag
def score(now: int | None, top: int = 5) -> SafeString:
    """`{% score 1 %}`: a score on its ladder, 1 dari 5."""
    return marks.score(now, top)


@register.simple_tag
def score_legend(low: int = 0, high: int = 5) -> SafeString:
    """`{% score_legend 1 5 %}`: the colours of the scores."""
    return legend.score_legend(low, high)


@register.simple_tag
def hatch() -> SafeString:
    """The pattern for what is missing; the base template has it."""
    return svg.hatch()


@register.inclusion_tag("berdaya/parts/crumbs.html")
def crumbs(trail: list[tuple[str, str]]) -> dict[str, Any]:
    """`{% crumbs trail %}`: pairs of name and address, the last without an address."""
    return {"trail": trail}


@register.inclusion_tag("berdaya/parts/figure.html")
def figure(number: str, what: str, meaning: str = "") -> dict[str, Any]:
    """`{% figure number what meaning %}` inside `<div class="figs">`: at most four."""
    return {"number": number, "what": what, "meaning": meaning}


@register.inclusion_tag("berdaya/parts/provenance.html")
def provenance(*parts: str, href: str = "") -> dict[str, Any]:
    """`{% provenance source edition date href=url %}`: the last line of a section."""
    return {"parts": [part for part in parts if part], "href": href}


@register.inclusion_tag("berdaya/parts/enlarge.html")
def enlarge(url: str, title: str) -> dict[str, Any]:
    """`{% enlarge geojson_url title %}`: the button that opens the map in Leaflet; unseen without script."""
    return {"url": url, "title": title}


@register.inclusion_tag("berdaya/parts/status_change.html")
def status_change(rows: list[tables.StatusRow], before: str, after: str) -> dict[str, Any]:
    """`{% status_change rows "2023" "2024" %}`: `tables.StatusRow` from the strongest class down."""
    return {"rows": rows, "before": before, "after": after}


@register.inclusion_tag("berdaya/parts/gap_table.html")
def gap_table(rows: list[tables.GapRow], after: str, before: str = "") -> dict[str, Any]:
    """`{% gap_table rows "2024" before="2023" %}`: `tables.GapRow` that share one scale."""
    return {"rows": rows, "before": before, "after": after, "axis": scale.axis(rows[0].scale) if rows else ""}


@register.simple_block_tag
def usage(content: str) -> SafeString:
    """`{% usage %}…{% endusage %}`: how a part of the style guide is written; what stands in it is shown as it is."""
    code = svg.html("pre", svg.html("code", content.strip()), class_="code", tabindex=0)
    return svg.html("details", svg.html("summary", gettext("Cara menulis")), code, class_="more")
