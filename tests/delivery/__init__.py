"""Sheets on their way to the patient."""
