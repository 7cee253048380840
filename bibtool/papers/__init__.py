"""Papers that cite by key: pandoc's documents with their citations formatted, and the keys that a source cites."""
