"""How values are written: pure functions from a text to typed values with their places."""
