"""Who is asking, and what for."""

from dataclasses import dataclass, field

from teamfeed.core import roles

ALL_SCOPES = frozenset({"read", "write"})


@dataclass(frozen=True, slots=True)
class Principal:
    """A person or display behind a request or socket; `kind` is a role, display or outsider."""

    kind: str
    language: str
    account_id: int | None = None
    handle: str = ""
    name: str = ""
    scopes: frozenset[str] = field(default=ALL_SCOPES)
    session_id: int | None = None
    token_id: int | None = None
    display_id: int | None = None
    site_id: int | None = None  # a guest's one site
    expires_at: int | None = None

    @property
    def known(self) -> bool:
        """Whether anybody of the firm is asking."""
        return self.kind != roles.OUTSIDER

    @property
    def person(self) -> int:
        """The account's id; only for actions that a display or an outsider cannot reach."""
        if self.account_id is None:
            raise PermissionError("an action for people was reached without an account")
        return self.account_id

    def has_scope(self, scope: str) -> bool:
        """Whether a token may do this; `read:statuses` is part of `read`."""
        return bool({scope, scope.split(":")[0]} & self.scopes)


def outsider(language: str) -> Principal:
    """Somebody who is not signed in."""
    return Principal(roles.OUTSIDER, language, scopes=frozenset())
