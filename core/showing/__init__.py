"""What pages show, worked out before they draw it."""
