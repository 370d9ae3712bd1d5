"""What a change to the content means, in OKR terms: built from the content before and after it."""
