"""Pages of a PDF: words, lines, furniture, notes and the text that is made of them."""
