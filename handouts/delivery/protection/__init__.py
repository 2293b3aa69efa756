"""A finished sheet -> a copy that opens with a password only."""
