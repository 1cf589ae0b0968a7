"""Who people are in the firm."""

WORKER, DISPATCHER, MANAGER, ADMIN, GUEST = "worker", "dispatcher", "manager", "admin", "guest"
DISPLAY, OUTSIDER = "display", "outsider"

ROLES = (WORKER, DISPATCHER, MANAGER, ADMIN, GUEST)  # what an account can have
PRINCIPALS = (OUTSIDER, *ROLES, DISPLAY)
EVERYONE = frozenset(PRINCIPALS)
PEOPLE = frozenset(ROLES)
FIRM = frozenset({WORKER, DISPATCHER, MANAGER, ADMIN})
VIEWERS = frozenset({*ROLES, DISPLAY})
OFFICE = frozenset({DISPATCHER, MANAGER, ADMIN})
