from copytaster.text.words import is_unspaced, words


def test_korean_words_are_cut_into_pairs_of_syllables_not_of_letters() -> None:
    assert words("대통령이") == ["대통", "통령", "령이"]


def test_han_and_kana_runs_become_overlapping_pairs() -> None:
    assert words("東京ガス") == ["東京", "京ガ", "ガス"]


def test_vowel_signs_of_hindi_stay_in_their_word() -> None:
    assert words("प्रधानमंत्री मोदी") == ["प्रधानमंत्री", "मोदी"]


def test_thai_is_cut_into_pairs() -> None:
    assert words("ไทย") == ["ไท", "ทย"]


def test_accents_and_arabic_vowel_points_do_not_part_words() -> None:
    assert words("São Éire") == words("sao eire")
    assert words("الرَّئيس") == words("الرئيس")


def test_the_us_is_a_word_and_so_is_the_u_s() -> None:
    assert words("US, U.S. and Qatar") == ["us", "us", "qatar"]


def test_digit_groups_are_joined() -> None:
    assert words("Gold tops $4,000") == ["gold", "top", "4000"]


def test_possessives_and_plurals_are_one_word() -> None:
    assert words("Britain’s parties") == words("Britain party")


def test_one_sign_of_an_unspaced_script_among_letters_and_quotes_is_seen() -> None:
    assert is_unspaced("“Café” — 東 €5")
    assert is_unspaced("a\ud800ไ")
    assert not is_unspaced("“Café” — Привет, नमस्ते €5 \ud800")
    assert not is_unspaced("")
