"""What a person decided about the reading of a text, as values that apply only while the printed letters stand."""
