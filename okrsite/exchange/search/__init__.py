"""The index that the site's search reads: what can be found, and by which words."""
