"""Articles whose notes are known, set as PDF in many layouts, and what the reader makes of them."""
