"""Single values as JSON and forms write them: read exactly, or refused with a reason."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed.clock import iso
from teamfeed.core import values
from teamfeed.core.values import Bad, Reader

# More digits than Python turns into text.
HUGE = pytest.param(10**5000, id="huge")


@given(ms=st.integers(values.EARLIEST, values.LATEST))
def test_a_moment_comes_back_to_the_millisecond(ms: int) -> None:
    assert values.moment(iso(ms)) == ms


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2026-01-05T08:30:00+01:00", "2026-01-05T07:30:00.000Z"),
        ("2026-01-05T07:30:00Z", "2026-01-05T07:30:00.000Z"),
        (" 2026-01-05T07:30:00.1234567Z ", "2026-01-05T07:30:00.123Z"),
        ("20260105T073000Z", "2026-01-05T07:30:00.000Z"),
    ],
)
def test_a_moment_can_be_written_in_several_ways(written: str, same: str) -> None:
    assert iso(values.moment(written)) == same


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "demain",
        "2026-01-05",
        "2026-01-05T07:30:00",
        "2026-02-30T07:30:00Z",
        1767600000000,
        "1999-12-31T23:59:59Z",
        "2100-01-01T00:00:01Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        [],
        {},
        True,
        "2026-01-05T25:00:00Z",
        "\ud800",
        "0" * 5000,
    ],
)
def test_what_is_no_moment_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.moment(bad)


@pytest.mark.parametrize(
    ("given_", "read"), [(0, 0), ("75", 75), (75.0, 75), (" 7 ", 7), ("1e1", 10), (100, 100)]
)
def test_a_whole_number(given_: object, read: int) -> None:
    assert values.whole(0, 100)(given_) == read


@pytest.mark.parametrize(
    "bad",
    [
        -1,
        101,
        7.5,
        "7,5",
        "abc",
        "NaN",
        "Infinity",
        "-Infinity",
        True,
        None,
        [],
        {},
        [1],
        "1_0",
        10**400,
        HUGE,
        "9" * 5000,
        "\ud800",
        "0x10",
    ],
)
def test_what_is_no_whole_number_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.whole(0, 100)(bad)


@pytest.mark.parametrize(
    "bad",
    [
        -1,
        "-1",
        1.0,
        "1.0",
        True,
        None,
        [],
        {},
        "",
        " 1",
        "٣",
        "²",
        2**63,
        str(2**63),
        "9" * 5000,
        HUGE,
        "1e3",
        "\ud800",
    ],
)
def test_what_is_no_id_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.identity(bad)


@given(number=st.integers(0, 2**63 - 1))
def test_an_id_is_read_from_text_and_number(number: int) -> None:
    assert values.identity(number) == values.identity(str(number)) == number


@pytest.mark.parametrize(("given_", "read"), [(["1", 2], (1, 2)), ("3", (3,)), (4, (4,)), ([], ())])
def test_several_ids(given_: object, read: tuple[int, ...]) -> None:
    assert values.identities(4)(given_) == read


@pytest.mark.parametrize("bad", [[1, 2, 3, 4, 5], [[1]], {"a": 1}, ["x"], [None]])
def test_what_are_no_ids_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.identities(4)(bad)


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        (True, True),
        (False, False),
        ("1", True),
        ("true", True),
        ("on", True),
        (1, True),
        ("0", False),
        ("FALSE", False),
        (0, False),
    ],
)
def test_yes_or_no(given_: object, read: bool) -> None:
    assert values.yes_or_no(given_) is read


@pytest.mark.parametrize("bad", ["oui", 2, 1.0, [], {}, [True], HUGE])
def test_what_is_neither_yes_nor_no_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.yes_or_no(bad)


def test_a_line_is_one_line_with_single_spaces() -> None:
    assert values.line(20)("  chez\tMme \n Jugan ") == "chez Mme Jugan"


@pytest.mark.parametrize("bad", ["x" * 21, "a\0b", "a\u202eb", "\ud800", 1.5, True, [], {}, HUGE])
def test_what_is_no_line_is_refused(bad: object) -> None:
    with pytest.raises(Bad):
        values.line(20)(bad)


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("EN", "en"),
        ("ga", None),
        (7, None),
        ([], None),
        ("", None),
        pytest.param(10**5000, None, id="huge"),
    ],
)
def test_a_language_that_we_do_not_speak_is_no_fault(given_: object, read: str | None) -> None:
    assert values.language(given_) == read


@pytest.mark.parametrize(
    "parse",
    [
        values.number(0, 1),
        values.whole(0, 1),
        values.identity,
        values.identities(2),
        values.yes_or_no,
        values.line(5),
        values.moment,
        values.language,
    ],
)
@given(
    given_=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(st.characters(codec=None, exclude_categories=())),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=4,
    )
)
def test_anything_is_read_or_refused(parse: Callable[[object], object], given_: object) -> None:
    with suppress(Bad):
        parse(given_)


def test_absent_null_and_empty_are_nothing() -> None:
    reader = Reader({"a": None, "b": "", "c": "   "})
    assert [reader.read(name, values.line(5)) for name in "abcd"] == [None] * 4
    assert reader.reasons == {}


def test_each_bad_value_is_named_in_full() -> None:
    reader = Reader({"progress": "x", "position": {"lat": 91, "lon": 0}, "where": 7})
    reader.read("progress", values.whole(0, 100))
    position = reader.mapping("position")
    assert [position.read(name, values.number(-90, 90)) for name in ("lat", "lon")] == [None, 0]
    assert reader.mapping("where").read("x", values.line(5)) is None
    assert set(reader.reasons) == {"progress", "position.lat", "where"}
