"""Pure values and rules of professional learning sessions; standard library only, no clock, no store."""
