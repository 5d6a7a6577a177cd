"""`make bench`: how quick the pages are with 1,000 and with 10,000 children, and how quick they could be."""
