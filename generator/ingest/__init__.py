"""Import: readers turn sources into entries; `merge` turns entries into a proposal."""
