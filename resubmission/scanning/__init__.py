"""The optional virus scan: with CLAMD_URL every file of evidence is held until clamd has answered."""
