"""Live: every committed change on every screen, by Socket.IO over WebSocket."""

from teamfeed.live.setup import Live, attach

__all__ = ["Live", "attach"]
