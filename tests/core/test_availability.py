"""What a status is worth now: the same cases as the browser, and promises for all times."""

import json
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed.clock import DAY, HOUR, MINUTE
from teamfeed.core.availability import CODES, ORDER, SILENT, Rules, effective
from teamfeed.settings import Settings

CASES = json.loads((Path(__file__).parent.parent / "availability_cases.json").read_text())
PARIS = ZoneInfo("Europe/Paris")


def ms(said: str | None) -> int | None:
    """A time of the cases in milliseconds."""
    return None if said is None else round(datetime.fromisoformat(said).timestamp() * 1000)


def at(said: str) -> int:
    """A wall-clock time of Paris."""
    return round(datetime.fromisoformat(said).replace(tzinfo=PARIS).timestamp() * 1000)


@pytest.fixture
def rules() -> Rules:
    """The firm's rules, as the settings' defaults say them."""
    return Rules.of(Settings())


def test_the_cases_are_for_the_rules_of_the_settings(rules: Rules) -> None:
    given = CASES["rules"]
    assert rules == Rules(
        ZoneInfo(given["zone"]),
        time.fromisoformat(given["work_starts"]),
        time.fromisoformat(given["work_ends"]),
        tuple(given["work_days"]),
        given["aged_after_minutes"] * MINUTE,
        given["silent_after_minutes"] * MINUTE,
    )


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_case(case: dict[str, Any], rules: Rules) -> None:
    now = ms(case["now"])
    assert now is not None
    worth = effective(case["declared"], ms(case["said_at"]), ms(case["free_from"]), now, rules)
    expected = case["expect"]
    assert (worth.code, worth.since, worth.aged, worth.unconfirmed) == (
        expected["code"],
        ms(expected["since"]),
        expected["aged"],
        expected["unconfirmed"],
    )


said = st.integers(at("2026-03-27T00:00"), at("2026-04-02T00:00"))  # clocks change on the 29th


@given(
    code=st.sampled_from((None, *CODES)),
    said_at=said,
    later=st.integers(0, 3 * DAY),
    free_from=st.none() | said,
)
def test_silence_is_never_availability(
    code: str | None, said_at: int, later: int, free_from: int | None
) -> None:
    rules, now = Rules.of(Settings()), said_at + later
    worth = effective(code, said_at, free_from, now, rules)
    assert worth.code in ORDER
    if worth.code in ("available", "soon", "working", "travelling", "on_break"):
        assert rules.day_start(now) <= said_at
        assert later < rules.silent_after or not rules.working_hours(now)
    if worth.code not in (code, SILENT):
        assert (code, worth.code, worth.unconfirmed) == ("soon", "available", True)
        assert free_from is not None
        assert free_from <= now


@given(code=st.sampled_from(CODES), said_at=said, ages=st.lists(st.integers(0, DAY), min_size=2))
def test_within_working_hours_nothing_grows_young(code: str, said_at: int, ages: list[int]) -> None:
    rules = Rules.of(
        Settings(work_days=(0, 1, 2, 3, 4, 5, 6), work_starts=time(0), work_ends=time(23, 59, 59))
    )
    looks = [effective(code, said_at, None, said_at + age, rules) for age in sorted(ages)]
    assert [look.aged for look in looks] == sorted(look.aged for look in looks)
    silent = [look.code == SILENT for look in looks]
    assert silent == sorted(silent)


@pytest.mark.parametrize(
    ("now", "working"),
    [
        ("2026-01-05T06:59:59", False),
        ("2026-01-05T07:00:00", True),
        ("2026-01-05T17:59:59", True),
        ("2026-01-05T18:00:00", False),
        ("2026-01-10T10:00:00", False),
        ("2026-07-06T07:00:00", True),
    ],
)
def test_working_hours_are_of_the_firms_clock_and_days(
    rules: Rules, now: str, working: bool
) -> None:
    assert rules.working_hours(at(now)) is working


def test_a_day_starts_at_the_firms_midnight_also_when_clocks_change(rules: Rules) -> None:
    assert rules.day_start(at("2026-03-29T12:00")) == at("2026-03-29T00:00")
    assert at("2026-03-30T00:00") - at("2026-03-29T00:00") == 23 * HOUR
    assert rules.day_start(at("2026-03-29T00:00")) == at("2026-03-29T00:00")
