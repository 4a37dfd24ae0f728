"""What still hinders a reader, picture by picture: mend it there, then take it out here."""

KNOWN: dict[str, set[str]] = {
    "Workbench": {
        "200 of 200 points of 'line held out' lie outside the axes",
        "200 of 200 points of 'line training' lie outside the axes",
    },
    "Family": {
        "the legend names 'ELU', and nothing is drawn so",
        "the legend names 'RReLU', and nothing is drawn so",
        "the legend names 'leaky', and nothing is drawn so",
    },
    "ErrorAgainstN": {
        "the legend names 'constructed', and nothing is drawn so",
        "the legend names 'random features', and nothing is drawn so",
        "the legend names 'trained', and nothing is drawn so",
    },
    "OneUnit": {
        "the legend names 'where w x + b = 0', and nothing is drawn so",
    },
    "Depths": {
        "the legend names 'longer, and larger initial weights', and nothing is drawn so",
        "the legend names 'longer: η = 1, 500 epochs', and nothing is drawn so",
        "the legend names 'short: η = 0.5, 200 epochs', and nothing is drawn so",
    },
    "GradientFlow": {
        "the legend covers 12% of 'line in weights W'",
        "the legend covers 13% of 'line δ: in pre-activations'",
    },
    "Trainer": {
        "2 of 32 points of 'line accuracy' lie outside the axes",
        "3 of 32 points of 'line accuracy' lie outside the axes",
        "the legend names 'median loss', and nothing is drawn so",
    },
}
