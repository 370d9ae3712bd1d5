"""How things stand today: the verdict, what needs attention, what is due, who waits for whom."""
