"""The office's standing texts: both languages, all filled in, nothing asked that is not given."""

import re

import pytest

from vigilance.correspondence.notices import FOLDER, NEEDS, Notice, notice_text


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("notice", list(Notice))
def test_each_notice_says_all_it_is_given_in_each_language(notice, language):
    values = {name: f"<{name}>" for name in NEEDS[notice]}

    letter = notice_text(notice, language, values)

    assert letter.subject
    assert "$" not in letter.text
    assert [value for value in values.values() if value not in letter.text] == []
    assert bool(re.search("[\u0900-\u097f]", letter.subject + letter.text)) is (language == "hi")


def test_every_file_is_a_notice_and_stands_in_both_languages():
    found = {
        language: {path.stem for path in (FOLDER / language).glob("*.txt")}
        for language in ("hi", "en")
    }

    assert found["hi"] == found["en"] == {notice.value for notice in Notice}


@pytest.mark.parametrize("values", [{}, {"due": "x", "more": "y"}])
def test_a_notice_takes_what_it_needs_and_no_more(values):
    with pytest.raises(ValueError, match="needs due"):
        notice_text(Notice.REMINDER, "hi", values)


def test_what_is_filled_in_is_not_read_as_a_template():
    assert (
        "$reference ${x}"
        in notice_text(Notice.STATUS_CHANGE, "en", {"status": "$reference ${x}"}).text
    )


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_word_that_goes_out_fits_two_short_messages_and_names_nothing(language):
    letter = notice_text(
        Notice.MESSAGE_WAITING, language, {"address": "https://vigilance.example/complaints/track"}
    )

    assert len(letter.text) <= 134
    assert not re.search("complaint[^s/]|शिकायत|vigilance[^.]|सतर्कता", letter.text)
