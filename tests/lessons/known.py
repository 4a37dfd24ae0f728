"""What still hinders a reader, picture by picture: to be mended there, and then taken out."""

KNOWN: dict[str, set[str]] = {}
