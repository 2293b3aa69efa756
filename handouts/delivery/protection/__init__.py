"""A finished sheet -> a copy that opens with a password only: `passwords` finds it, `encryption` locks with it."""
