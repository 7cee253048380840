"""Scripts, transliteration, collation, the language of a title; the lexicons of each language."""
