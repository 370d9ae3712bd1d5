"""The formulas: progress, pace, grades, and how regularly teams check in. Each says where it comes from."""
