"""What became of what was promised: the past of the OKRs, from the versions that git has of their files."""
