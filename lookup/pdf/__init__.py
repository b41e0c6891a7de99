"""The PDF of an invoice: laid out, rendered, stored and served."""
