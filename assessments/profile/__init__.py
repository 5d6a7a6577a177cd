"""What a child can do as plain data: the checklist, what is known on a day, the picture, its changes."""
