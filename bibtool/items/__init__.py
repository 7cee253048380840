"""What is cited: names, dates and the CSL variables of one item, as small immutable types."""
