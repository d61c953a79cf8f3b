"""From sources to paper files: readers make entries, `merge` makes a proposal of them."""
