"""Values kept between runs, and when they may be used again."""
