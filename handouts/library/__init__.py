"""The content folders -> content by id."""
