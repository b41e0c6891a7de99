"""What look-up adds to help, in its own words."""
