"""Tables of a person and joint angles -> placed frames, skin to feel with, and the clothed surface to look at."""
