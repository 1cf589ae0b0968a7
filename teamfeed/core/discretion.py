"""What displays and guests do not see: positions, telephone numbers, who is elsewhere."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
_NO_NEWS = {
    "site": None,
    "availability": None,
    "free_from": None,
    "since": None,
    "said_at": None,
    "unconfirmed": False,
    "silent": True,
}


def for_display(value: Any) -> Any:
    """The same JSON without positions and telephone numbers."""
    return _without(value, lambda _: False)


def for_guest(value: Any, site_id: int | None, account_id: int | None) -> Any:
    """The same, and of people elsewhere nothing of where they are and what they do."""

    def elsewhere(person: Json) -> bool:
        site = person["teamfeed"]["site"] or {}
        return site.get("id") != str(site_id) and person["id"] != str(account_id)

    return _without(value, elsewhere)


def _without(value: Any, hidden: Callable[[Json], bool]) -> Any:
    if isinstance(value, list):
        return [_without(item, hidden) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _without(item, hidden) for name, item in value.items() if name != "phone"}
    said = kept.get("teamfeed")
    if isinstance(said, dict) and "position" in said:
        said["position"] = None
    if isinstance(said, dict) and "silent" in said and hidden(kept):
        said |= _NO_NEWS
    return kept
