"""teamfeed: a building firm's own closed microblog."""

__version__ = "0.1.0"
