"""What people type is cleaned, counted and marked up, whatever it is."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teamfeed.core import text

FAMILY = "👨‍👩‍👧‍👦"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
NASTY = st.lists(
    st.one_of(
        st.text(st.characters(codec=None)),
        st.sampled_from(
            [
                "<script>alert(1)</script>",
                '" onmouseover="x',
                'http://a.fr/"><b>',
                "https://[::1]/<x>",
                "javascript:alert(1)",
                "@dana",
                "@<b>",
                "#été",
                "&#60;",
                "\u202e",
                "\u200d",
                FAMILY,
                SCOTLAND,
                "\u0301" * 40,
                "\r\n" * 9,
                "\ud800",
                "\x00",
                "\ufeff",
                "http://",
                "@@@",
                "##",
                "a@b.fr",
                "\U000e0041",
                "1\ufe0f\u20e3",
                "\u3164",
                "https://x.fr/)))",
                "https://x.fr/a_(b)",
            ]
        ),
    ),
    max_size=12,
).map("".join)
OUR_TAGS = re.compile(
    r"<p>|</p>|<br>|</a>"
    r'|<a href="https?://[^"<>]*" rel="nofollow noopener noreferrer" target="_blank">'
    r'|<a href="/[^"<>]*" class="mention( hashtag)?">'
)


@settings(max_examples=2000, deadline=None)
@given(NASTY)
@example("\u200d".join(["👨"] * 30))
def test_cleaning_never_fails_and_a_second_cleaning_changes_nothing(said: str) -> None:
    cleaned = text.clean(said)

    assert text.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.count("\n") < text.MAX_LINES
    assert not set(cleaned) & set("\u202e\u200b\u2066\ufeff\x00\ud800\r\u3164")
    cleaned.encode()


@settings(max_examples=2000, deadline=None)
@given(NASTY)
def test_no_angle_bracket_of_the_author_reaches_the_page(said: str) -> None:
    html = text.to_html(said)

    rest = OUR_TAGS.sub("", html)
    assert not set(rest) & set("<>\"'")
    assert all(re.match("https?://|/", where) for where in re.findall(r'href="([^"]*)"', html))


@settings(max_examples=1000, deadline=None)
@given(NASTY)
def test_counting_folding_and_extracting_never_fail(said: str) -> None:
    assert 0 <= text.graphemes(said) <= len(said)
    assert len(text.fold(said)) == len(said)
    assert all(name in said.lower() for name in text.mentions(said))
    assert all(tag in said.lower() for tag in text.tags(said))


@pytest.mark.parametrize(
    ("said", "characters"),
    [
        ("", 0),
        ("Libre.", 6),
        (FAMILY, 1),
        (SCOTLAND, 1),
        ("🇫🇷🇬🇧", 2),
        ("e\u0301te\u0301", 3),
        ("1️⃣", 1),
        ("👍🏽", 1),
        ("❤️", 1),
        ("नमस्ते", 3),
        ("Rampe posée à ½, 20 m² – « fini »…", 34),
    ],
)
def test_characters_are_counted_as_people_count(said: str, characters: int) -> None:
    assert text.graphemes(said) == characters
    assert text.graphemes(text.clean(said)) == characters


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Libre  \t maintenant ", "Libre maintenant"),
        ("Qui en veut\u202f?", "Qui en veut\u202f?"),
        ("14\u00a0h", "14\u00a0h"),
        ("a\u202eb\u2066c\u200bd", "abcd"),
        ("un\r\ndeux\r\n\r\n\r\ntrois", "un\ndeux\ntrois"),
        ("1\n2\n3\n4\n5\n6", "1\n2\n3\n4 5 6"),
        ("e\u0301", "é"),
        ("z" + "\u0327" * 50, "z" + "\u0327" * 4),
        ("a\u200db", "ab"),
        ("می‌خواهم", "می‌خواهم"),
        ("\ud800 \x00 \u3164 \ufeff", ""),
        (f"{FAMILY} {SCOTLAND} 👍🏽 1️⃣ ❤️", f"{FAMILY} {SCOTLAND} 👍🏽 1️⃣ ❤️"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_people_mean_stays(said: str, kept: str) -> None:
    assert text.clean(said) == kept


def test_a_mention_a_tag_and_a_link_become_anchors() -> None:
    said = "@Nadia et @maçons #couleur, voir (https://a.fr/x_(y)?a=1&b=2)."

    html = text.to_html(said, "https://f.fr")

    assert '<a href="https://f.fr/u/nadia" class="mention">@Nadia</a>' in html
    assert '<a href="https://f.fr/search?q=%40ma%C3%A7ons" class="mention">@maçons</a>' in html
    assert '/search?q=%23couleur" class="mention hashtag">#couleur</a>,' in html
    assert (
        '<a href="https://a.fr/x_(y)?a=1&amp;b=2" rel="nofollow noopener noreferrer" '
        'target="_blank">https://a.fr/x_(y)?a=1&amp;b=2</a>).'
    ) in html


def test_an_address_a_number_and_a_lone_sign_are_plain_text() -> None:
    said = "a@b.fr #12 @ # @a n°4 javascript:alert(1) ftp://x.fr"

    assert text.to_html(said) == f"<p>{said}</p>"
    assert text.mentions(said) == text.tags(said) == []


def test_names_and_words_are_found_once_each_in_order() -> None:
    assert text.mentions("@Dana @nadia @dana @dana@firm.example.") == ["dana", "nadia"]
    assert text.tags("#Couleur #été #couleur https://a.fr/#rien") == ["couleur", "été"]


def test_lines_stay_lines() -> None:
    assert text.to_html("2 sacs\n3 parpaings") == "<p>2 sacs<br>3 parpaings</p>"
    assert text.to_html("") == "<p></p>"
