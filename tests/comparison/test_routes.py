"""What is said of a treatment that stays for another route than the excluded one."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def found(ms):
    return ms.compare("natalizumab", "ocrelizumab", exclude_routes=["intravenous infusion"])


def test_studies_that_gave_a_treatment_by_an_excluded_route_are_named(found):
    natalizumab, ocrelizumab = found.remarks[:2]
    assert natalizumab.startswith(
        "natalizumab is also given by intravenous infusion, which is excluded: what is shown of it"
        " may be of that. Its figures are of AFFIRM"
    )
    assert "(intravenous)" in natalizumab
    assert "of which the route is not recorded." in natalizumab
    assert "OPERA I (intravenous)" in ocrelizumab or "OPERA I " in ocrelizumab
    assert natalizumab in found.to_text(width=10_000)


def test_an_excluded_route_is_told_last_and_called_excluded(found):
    for cell in found.row("given by").cells:
        assert cell.facts == ("Excluded by the filter: intravenous infusion.",)
        assert cell.entries[0].claim.object.local_name == "subcutaneous-injection"
        assert cell.reading.startswith("Excluded by the filter: intravenous infusion. ")


def test_without_an_excluded_route_nothing_is_said_of_routes(ms):
    plain = ms.compare("natalizumab", "ocrelizumab")
    assert not [one for one in plain.remarks if "given by" in one]
    assert plain.row("given by").cells[0].facts == ()
