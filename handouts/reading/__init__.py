"""YAML text -> plain data, and where each value stands; every message about what is wrong gets its place here."""
