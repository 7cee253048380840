"""A note cut into its citations and what is said around them."""
