"""A word that names a month and a person: where it stands tells which."""

from __future__ import annotations

import pytest
from citation_stages import scanned


def _dates(note: str) -> list[str]:
    return [a.date.to_edtf() for a in scanned(note).anchors if a.date is not None]


@pytest.mark.parametrize(
    "note",
    [
        "Młynarczyk Jan, 1998, Młyny, Lublin.",
        "Młynarczyk Jan, 1998",
        "Młynarczyk Maja, 1998, s. 5.",
        "Zob. Młynarczyk Maja, 1998, Tamy, Lublin.",
        "K. Lis, Tamy, Opole; Gaj Maja, 1998, Kry, Lublin.",
        "Lis Jan, Kos Maja, 1998, Tamy nad Bugiem, Lublin.",
        "Lis Jan i Kos Maja, 1998, Tamy nad Bugiem, Lublin.",
        "Thornbury April, 1998, Hedges, Ely.",
        "Thornbury, April, 1998, Hedges, Ely.",
        "Thornbury, April. 1998. Hedges and Ditches. Ely: Marsh Press.",
        "June May, 1998, Watermills, London.",
        "Leitner August, 1998, Nagelschmiede, Linz.",
        "S. Mai, 1998, Wassermühlen, Berlin.",
        "S. Mai 1998, Wassermühlen, Berlin.",
        "Mai, 1998, Wassermühlen, Berlin.",
        "J. Květen, 1998, Mlýny, Praha.",
        "Иванова Марта, 1998, Плотины. Киев.",
        "Л. Травень, 1998, Гончарі, Київ.",
        "Kos Avril, 1998, Les moulins, Paris.",
        "Rossi Maggio, 1998, I mulini, Roma.",
    ],
)
def test_a_month_that_stands_where_a_name_does_is_no_date(note: str) -> None:
    assert _dates(note) == ["1998"]


@pytest.mark.parametrize(
    "note",
    [
        "Warszawa, maj 1998",
        "Warszawa Maj, 1998, Tamy",
        "maj 1998",
        "April 1998",
        "May, 1998",
        "K. Lis, Tamy, „Nurt”, maj 1998, s. 5.",
        "K. Lis, Tamy, Warszawa, Maj 1998, s. 5.",
        "K. Lis, Dams, River News, April 1998, p. 5.",
        "K. Lis, Dams, River News, May, 1998, p. 5.",
        "Spectator May, 1998, p. 5.",
        "Spectator, May, 1998, p. 5.",
        "K. Lis, Wehre, in: Nurt, Mai 1998, S. 5.",
        "Nurt 3. Mai 1998, S. 5.",
        "K. Lis, Dams, River News, May 5, 1998, p. 5.",
        "Т. V. Май 1998, с. 5.",
    ],
)
def test_a_month_elsewhere_dates_the_work(note: str) -> None:
    assert [date[:5] for date in _dates(note)] == ["1998-"]
