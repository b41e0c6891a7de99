"""Complaints and suggestions (投诉举报, 建议), followed with or without an account."""
