"""The service promise (承诺时限): in how many working days a case is decided, paused while the applicant has it."""
