"""A finished sheet on its way to the patient: locked with a password, on paper, or in one file for a print shop."""
