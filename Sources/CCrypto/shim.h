// The door to OpenSSL libcrypto: one room imports it, and nothing but its public header stands behind it.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
