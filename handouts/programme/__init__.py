"""Records and library -> everything the sheet says, nothing left to look up."""
