// The door to SQLite: one room imports it, and nothing but its public header stands behind it.
#include <sqlite3.h>
