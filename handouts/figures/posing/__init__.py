"""A pose in clinical words -> the angles of all joints, with the contacts it names kept, and what cannot be."""
