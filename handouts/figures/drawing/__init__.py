"""Lines, colours, props and arrows -> a finished picture, and the baked file of it."""
