"""The words of a request are looked up once, in the language that is spoken at that moment."""

from flask_babel import force_locale, gettext


def test_a_text_in_another_language_changes_the_words_only_as_long_as_it_is_written(app):
    with app.test_request_context("/office?lang=en"):
        before = gettext("Today")
        with force_locale("hi"):
            meanwhile = gettext("Today")
        after = gettext("Today")

    assert (before, after) == ("Today", "Today")
    assert meanwhile == "आज"


def test_each_request_is_answered_in_its_own_language(app):
    said = []
    for language in ("hi", "en", "hi"):
        with app.test_request_context(f"/office?lang={language}"):
            said.append(gettext("Today"))

    assert said == ["आज", "Today", "आज"]
