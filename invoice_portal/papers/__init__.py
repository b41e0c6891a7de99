"""What leaves the portal on paper: signed, known by a code, and checked by anyone at /verify/."""
