"""What layers on top of each other add: folds, pieces, features."""
