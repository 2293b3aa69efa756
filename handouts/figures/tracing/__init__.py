"""A posed body and a camera -> lines: rays, borders between what they hit, curves through these."""
