"""The domain: what a firm's people do, without any web framework."""
