// What the kernel grants this process.
#pragma once
#include <stdint.h>

// The number of CPUs this process may run on (its affinity mask); at least 1.
int csystem_available_cores(void);

// Physical memory in bytes; 0 where it is not known.
uint64_t csystem_physical_memory(void);
