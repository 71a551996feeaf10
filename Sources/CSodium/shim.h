// The door to libsodium: one room imports it, and nothing but its public header stands behind it.
#include <sodium.h>
