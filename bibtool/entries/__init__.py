"""Citations to works: identity, keys, variants, types."""
