"""What people write, as frozen records: prescription, exercise, routine, advice, clinic, and the values in them."""
