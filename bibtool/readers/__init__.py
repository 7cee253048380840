"""Bytes to a Document: one module a format; the registry finds them."""
