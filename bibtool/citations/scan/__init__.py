"""What a repaired note holds, found once: anchors, quotations and brackets, dates, words."""
