"""Finished sheets -> print copies, and a place in a printer's queue."""
