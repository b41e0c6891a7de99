"""Staff's second factor: a code of their authenticator app (TOTP, RFC 6238), or a recovery code, after the password."""
