// The door to OpenSSL libcrypto: one room imports it, and nothing but its public header stands behind it.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/err.h>
