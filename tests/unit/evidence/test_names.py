"""Names of files are shown with what they hide, and are safe in a header."""

from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from vigilance.evidence.names import (
    content_disposition,
    extension_of,
    hides_direction,
    safe_name,
    shown_name,
)


@pytest.mark.parametrize("name", ["शिकायत.pdf", "साक्ष्य १.jpg", "क्\u200dष.pdf", "plain name.txt"])
def test_a_name_in_devanagari_is_shown_and_downloaded_as_it_is(name):
    header = content_disposition(name)

    assert shown_name(name) == name
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name
    assert header.isascii()


def test_a_turned_name_shows_its_turn_and_its_real_extension():
    name = "photo\u202egpj.exe"

    assert shown_name(name) == "photo\\u202egpj.exe"
    assert (hides_direction(name), extension_of(name)) == (True, "exe")
    assert safe_name(name) == "photogpj.exe"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\..\\b.pdf", "a_.._b.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('quo"te;.pdf', "quo_te_.pdf"),
        ("-rf", "_rf"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        (".hidden", "hidden"),
        ("trail. . ", "trail"),
        ("", "file"),
        ("\u202e", "file"),
    ],
)
def test_nothing_a_system_would_obey_is_left(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension():
    assert safe_name("न" * 400 + ".pdf") == "न" * 116 + ".pdf"


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename=evil.exe; x="',
        "a\r\nSet-Cookie: x=1",
        "शि\r\n\r\n<html>",
        "a%22.pdf",
        '\\".exe',
    ],
)
def test_no_name_breaks_out_of_the_header(name):
    header = content_disposition(name)

    assert not set(header) & set("\r\n\x00")
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    assert options.keys() == {"filename"}
    assert header.count('"') == 2


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        (".profile", "profile"),
        ("a.", ""),
        ("a.pdf ", "pdf"),
        ("x." + "y" * 11, ""),
    ],
)
def test_the_extension_is_the_last_and_the_true_one(name, extension):
    assert extension_of(name) == extension
