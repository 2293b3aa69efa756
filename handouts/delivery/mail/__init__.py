"""A finished sheet -> one message to one address, at most once.

A `letter` is who gets what; a `plan` is how many letters stand before sending. What is attached comes through
`attachment`, `message` words it, and `outbox` sends it over `transport`, telling the `ledger` before and after each
step what became of it.
"""
