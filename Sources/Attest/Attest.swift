// Attest
