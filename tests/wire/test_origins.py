"""The agency that wrote copy is found where agencies are named, and nowhere else."""

from __future__ import annotations

import pytest

from copytaster.wire.origin import origin


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("Source: Reuters", "Reuters"),
        ("SOURCE REUTERS", "Reuters"),
        ("Källa: TT", "TT"),
        ("ИСТОЧНИК: ТАСС", "TASS"),
        ("Mit Material der dpa", "dpa"),
        ("Con información de EFE", "EFE"),
        ("© 2025 AFP", "AFP"),
        ("© 2025 Agence France-Presse", "AFP"),
        ("Source: Deutsche Presse-Agentur", "dpa"),
        ("The ferry sails again - AP", "AP"),
        ("(ANSA)", "ANSA"),
        ("Xinhua", "Xinhua"),
        ("It sails with a new crew", ""),
        ("It sails via Apia", ""),
        ("-", ""),
        (",,", ""),
        ("and, ;", ""),
        ("dpa/", "dpa"),
    ],
)
def test_an_agency_named_in_the_last_line_is_the_origin(last: str, agency: str) -> None:
    assert origin(text=f"The ferry is back in Vik.\n\nIt was away for a week.\n\n{last}") == agency


def test_an_agency_in_brackets_at_the_top_comes_before_one_at_the_end() -> None:
    assert origin(text="VIK (AP) — The ferry is back.\n\nSource: Reuters") == "AP"


@pytest.mark.parametrize("signs", ["/", ",", ";;", "&", " | "])
def test_signs_that_part_agencies_name_none_by_themselves(signs: str) -> None:
    assert origin(credit=signs, source=signs, byline=f"Ann Smith,{signs}", dateline=signs, text=signs) == ""


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("OSLO, Dec. 9 Kyodo -", "Kyodo"),
        ("OSLO, Dec. 9 dpa -", "dpa"),
        ("ERIE, Pa.", ""),
        ("ERIE, PA", ""),
        ("LEEDS, 9 Dec PA", "PA"),
        ("OSLO, Dec. 9 Ap", ""),
    ],
)
def test_a_dateline_may_end_with_an_agency_and_not_with_a_state(dateline: str, agency: str) -> None:
    assert origin(dateline=dateline) == agency


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Москва. 4 марта. ИНТЕРФАКС - Паром сел на мель.", "Interfax"),
        ("(서울=연합뉴스) 홍길동 기자 = 여객선이 좌초했다.", "Yonhap"),
        ("Москва. 4 марта. Паром - на мели, сообщил Интерфакс.", ""),
    ],
)
def test_an_agency_behind_place_and_day_is_the_origin(text: str, agency: str) -> None:
    assert origin(text=text) == agency
