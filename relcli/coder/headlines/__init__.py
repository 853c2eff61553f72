"""Headlines: each act as one whole clause that a stranger understands without its document."""
