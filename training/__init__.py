"""What the weights of the reader are learned from: labelled citations made of invented works."""
