"""A believable firm: Kerbrat Bâtiment, Rennes."""

from teamfeed.demo.create import SignIn, create, freshen, today

__all__ = ["SignIn", "create", "freshen", "today"]
