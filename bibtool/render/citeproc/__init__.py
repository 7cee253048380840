"""What citeproc-py needs before and after it prints: clean items, cured style elements, tidy punctuation."""
