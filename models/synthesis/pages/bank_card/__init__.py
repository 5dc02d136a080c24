"""Bank cards: printed flat or embossed, front and back."""
