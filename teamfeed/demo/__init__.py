"""A believable firm: Kerbrat Bâtiment, Rennes."""

from teamfeed.demo.create import SignIn, create, today

__all__ = ["SignIn", "create", "today"]
