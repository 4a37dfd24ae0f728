"""What still hinders a reader, picture by picture: mend it there, then take it out here."""

KNOWN: dict[str, set[str]] = {
    "Workbench": {
        "200 of 200 points of 'line held out' lie outside the axes",
        "200 of 200 points of 'line training' lie outside the axes",
    },
}
