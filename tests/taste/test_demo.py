import os
from pathlib import Path

import pytest

from tests.taste import folds, judge_all, seed_versions

DATA = Path(os.environ.get("COPYTASTER_DATA", "../shared/data"))
PAGES = [p for p in (Path("copytaster/demo/data/seed-page/page.txt"), DATA / "demo/seed-page/page.txt") if p.is_file()]

THREE = {
    frozenset(
        {
            "Qatar, Turkey to join third day of Gaza peace talks in Egypt",
            "US, Qatar, Turkey to join third day of Gaza peace talks in Egypt",
        }
    ),
    frozenset(
        {"Gold tops $4,000 for first time as traders pile into safe haven", "Gold tops $4,000 for first time as safe haven shines"}
    ),
    frozenset(
        {
            "De Minaur, Rinderknech through to Shanghai quarter-finals",
            "De Minaur, Auger-Aliassime through to Shanghai quarter-finals",
        }
    ),
}


@pytest.mark.skipif(not PAGES, reason="SKIPPED: the seed page is not here; set COPYTASTER_DATA")
def test_of_the_fifty_headlines_three_fold_and_no_other() -> None:
    versions = seed_versions(PAGES[0])
    _, _, calls = judge_all(versions)
    assert folds(versions, calls) == THREE
