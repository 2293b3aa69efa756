"""Handouts: a physiotherapist's prescription in, a branded, print-ready home-exercise sheet out."""

from pathlib import Path
from typing import Final

__version__ = "0.1.0"
PACKAGE: Final = Path(__file__).resolve().parent
"""Where the program itself lies; an installed one has its templates and content inside."""
