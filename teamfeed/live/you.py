"""What hello tells a viewer of himself."""

from typing import Any

from teamfeed.core import accounts, shapes
from teamfeed.core.availability import Rules
from teamfeed.core.principal import Principal
from teamfeed.services import Services


def you(services: Services, principal: Principal) -> dict[str, Any]:
    """A person's account, or the display's name."""
    if principal.account_id is None:
        return {"display": str(principal.display_id), "name": principal.name}
    with services.reading() as connection:
        row = accounts.find(connection, principal.account_id)
    settings = services.settings
    return shapes.account(row, settings.url, Rules.of(settings), services.now())
