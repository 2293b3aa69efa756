"""Handouts turns a physiotherapist's YAML prescription into a print-ready PDF home-exercise sheet."""

__version__ = "0.1.0"
