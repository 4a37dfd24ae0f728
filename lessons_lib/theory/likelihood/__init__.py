"""Noise, likelihood, and the losses that they give."""
