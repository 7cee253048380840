"""Are all words of a note there when it is set again? A checker that knows nothing of the program it checks."""
