"""One module per notebook: that lesson's explorables, experiments and scenes."""
