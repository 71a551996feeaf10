// The door to libsodium: two rooms import it, and nothing but its public header stands behind it.
#include <sodium.h>
