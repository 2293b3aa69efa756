"""A pose in clinical words -> angles of all joints, with the contacts it names kept."""
