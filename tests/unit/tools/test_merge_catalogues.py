from gettext import GNUTranslations
from io import BytesIO

import pytest
from merge_catalogues import compiled, merged_catalogue


def catalogue(folder, name, *pairs):
    path = folder / name
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(head + "\n\n".join(f'msgid "{key}"\nmsgstr "{text}"' for key, text in pairs))
    return path


def test_messages_of_all_features_are_in_the_one_catalogue(tmp_path):
    one = catalogue(tmp_path, "cases.po", ("Case", "प्रकरण"), ("Close", "बंद करें"))
    two = catalogue(tmp_path, "filing.po", ("Close", "बंद करें"), ("Due %(day)s", "%(day)s तक"))

    merged = GNUTranslations(BytesIO(compiled(merged_catalogue([one, two]))))

    words = [merged.gettext(key) for key in ("Case", "Close", "Due %(day)s")]
    assert words == ["प्रकरण", "बंद करें", "%(day)s तक"]


def test_same_messages_give_the_same_bytes(tmp_path):
    path = catalogue(tmp_path, "cases.po", ("Case", "प्रकरण"))

    assert compiled(merged_catalogue([path])) == compiled(merged_catalogue([path]))


def test_two_translations_of_one_message_are_refused_with_both_places(tmp_path):
    one = catalogue(tmp_path, "cases.po", ("Close", "बंद करें"))
    two = catalogue(tmp_path, "filing.po", ("Close", "समाप्त करें"))

    with pytest.raises(SystemExit, match=r"filing\.po:4: 'Close' .* in cases\.po:4"):
        merged_catalogue([one, two])


@pytest.mark.parametrize("hindi", ["तक", "%(date)s तक", "%(day)d तक", "%(day)s %(day)s तक"])
def test_translation_that_is_filled_in_otherwise_is_refused(tmp_path, hindi):
    path = catalogue(tmp_path, "clocks.po", ("Due %(day)s", hindi))

    with pytest.raises(SystemExit, match=r"clocks\.po:4: placeholders differ"):
        merged_catalogue([path])


def test_message_without_a_translation_is_left_out(tmp_path):
    path = catalogue(tmp_path, "cases.po", ("Case", ""))

    assert len(merged_catalogue([path])) == 0
