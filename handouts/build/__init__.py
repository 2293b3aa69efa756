"""Prescription files -> finished sheets in the output folder, each whole or not there at all."""
