"""A finished sheet -> one message to one address, at most once."""
