"""What was read, on a page to look at."""
