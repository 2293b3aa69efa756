"""A finished sheet on its way to the patient: by e-mail, locked with a password, on paper, or to a print shop."""
