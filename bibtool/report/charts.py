"""The small charts of a report: counts by language, kind, year, state of links and age of copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bibtool.citations.citation import Citation
from bibtool.entries.entry import Entry
from bibtool.links.outcome import URGENCY, Verdict
from bibtool.report.content import Chart, ShownLink

_MOST = 8  # rows of languages; the rest is one row
_ROWS = 12  # rows of years: single ones, or as many together as this takes
_PERIODS = (1, 5, 10, 50, 100)
_DAYS = ((1, "0–1"), (7, "2–7"), (30, "8–30"), (365, "31–365"))


def charts(works: Sequence[Entry], citations: Sequence[Citation], links: Sequence[ShownLink]) -> tuple[Chart, ...]:
    """Those that have something to show."""
    of_work = {entry.key: entry.item.get("language") for entry in works}
    languages = [of_work.get(citation.key) or citation.item.get("language") for citation in citations]
    found = [
        _languages(languages or list(of_work.values())),
        Chart("by_kind", tuple(Counter(citation.kind.value for citation in citations).most_common())),
        _years(works),
        _states(links),
        _ages(links),
    ]
    return tuple(chart for chart in found if chart.rows)


def _languages(codes: Iterable[str]) -> Chart:
    counts = Counter(code.partition("-")[0] or "unknown" for code in codes)
    rows = counts.most_common()
    if len(rows) > _MOST:
        rows = [*rows[: _MOST - 1], ("…", sum(count for _, count in rows[_MOST - 1 :]))]
    return Chart("by_language", tuple(rows))


def _years(works: Sequence[Entry]) -> Chart:
    dated = [entry.item.dates["issued"].year for entry in works if "issued" in entry.item.dates]
    years = [year for year in dated if year is not None]
    if not years:
        return Chart("by_year", ())
    first, last = min(years), max(years)
    size = next((size for size in _PERIODS if last // size - first // size < _ROWS), _PERIODS[-1])
    counts = Counter(year // size for year in years)
    # without the empty ones where even centuries would be too many
    periods = range(first // size, last // size + 1) if last // size - first // size < _ROWS else sorted(counts)
    return Chart("by_year", tuple((_period(each * size, size), counts[each]) for each in periods))


def _period(first: int, size: int) -> str:
    """ "2004", "2000–2004"."""
    return str(first) if size == 1 else f"{first}–{first + size - 1}"


def _states(links: Sequence[ShownLink]) -> Chart:
    counts = Counter(link.verdict for link in links)
    order = [verdict.value for verdict in URGENCY]
    if set(counts) == {Verdict.UNKNOWN.value}:
        return Chart("by_link", ())  # nobody asked
    return Chart("by_link", tuple((state, counts[state]) for state in order if counts[state]))


def _ages(links: Sequence[ShownLink]) -> Chart:
    days = [abs(link.copy_days) for link in links if link.copy_days is not None]
    counts = Counter(next((name for most, name in _DAYS if each <= most), "> 365") for each in days)
    return Chart("by_copy", tuple((name, counts[name]) for name in [*(n for _, n in _DAYS), "> 365"] if counts[name]))
