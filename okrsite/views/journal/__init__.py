"""What changed, week by week: the journal of a company as pages and feeds tell it."""
