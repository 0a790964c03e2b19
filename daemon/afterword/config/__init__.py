"""What people write: the configuration, the rules, the cadence. Read, checked as a whole, and turned into values."""
