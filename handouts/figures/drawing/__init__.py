"""A solved pose -> a finished picture of person, things and arrows, and the baked file of it."""
