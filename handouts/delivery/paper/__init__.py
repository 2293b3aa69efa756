"""Finished sheets -> print copies by `imposition`, and a place in a printer's queue by `print_queue`."""
