"""All targets on the cube, by enumeration."""
