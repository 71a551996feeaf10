// The door to libyaml: one room imports it, and nothing but its public header stands behind it.
#include <yaml.h>
