"""What a team's next check-in is about."""
