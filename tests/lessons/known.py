"""What still hinders a reader, picture by picture: mend it there, then take it out here."""

KNOWN: dict[str, set[str]] = {}
