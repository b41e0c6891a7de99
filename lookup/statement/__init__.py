"""查无证明: a trace's answer as a signed paper for auditors and sellers."""
