"""A surface and a camera -> pixels, the exact borders between what they show, and curves through these."""
