"""A running server asks in the morning by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from teamfeed import clock
from tests.cast import Person
from tests.live.clients import until
from tests.live.conftest import Firm


def test_a_server_asks_the_silent_by_itself(start: Callable[..., Firm]) -> None:
    firm = start(**half_past_work(), work_days="0,1,2,3,4,5,6")
    tess, tariq = firm.cast.tess, firm.cast.tariq
    for who in (tess, tariq):
        firm.post(who, "au travail", availability="working", site_id=firm.cast.dupont,
                  said_at=clock.now() - clock.DAY)  # fmt: skip
    firm.post(tariq, "bonjour")

    firm.server.restart()

    until(lambda: bell(firm, tess))
    (question,) = bell(firm, tess)
    assert (question["type"], question["site"]["name"]) == ("question", "Dupont")
    assert bell(firm, tariq) == []
    answer = ask(firm, "POST", tess, f"questions/{question['id']}/answer", {"answer": "yes"})
    assert answer["teamfeed"]["availability"] == "working"


def half_past_work() -> dict[str, str]:
    """Settings of a firm where it is about noon and work began half an hour ago."""
    now = datetime.now(UTC)
    east = 12 - now.hour  # -11 to 12
    starts = now + timedelta(hours=east, minutes=-30)
    # Etc/GMT-3 is three hours east: POSIX counts the other way.
    return {"zone": f"Etc/GMT{-east:+d}", "work_starts": f"{starts:%H:%M}", "work_ends": "23:59"}


def bell(firm: Firm, who: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(firm, "GET", who, "notifications")
    return found


def ask(firm: Firm, method: str, who: Person, path: str, body: dict[str, str] | None = None) -> Any:
    """What the server answers somebody."""
    answer = requests.request(
        method, f"{firm.url}/api/v1/teamfeed/{path}", json=body, timeout=10,
        headers={"Authorization": f"Bearer {who.token}"})  # fmt: skip
    return answer.json()
