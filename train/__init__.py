"""Scripts that make what the judges ship with: the table of background frequencies, the learned weights. Run from the checkout."""
