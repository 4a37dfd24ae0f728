"""What is made from the notebooks: their outputs."""
