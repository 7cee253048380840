"""How reading grows with its input."""
