// The filter of system calls for programs in the sandbox, and their keyring.
#pragma once

#include <stddef.h>

// Writes a filter (an array of sock_filter) for this architecture; returns its bytes, or 0 where there is none for it or `capacity` is
// too small. Calls that are not on the list fail: with ENOSYS where the C library then takes an older call, else with EPERM. Calls of another
// architecture end the program.
size_t csystem_seccomp_filter(unsigned char *out, size_t capacity);

// A descriptor of memory that holds the bytes, at its beginning; closed by whoever asked, and by any program started. Returns -1 on error.
int csystem_memory_file(const unsigned char *bytes, size_t count);

// Gives the calling thread, and what it starts, a new and empty session keyring. Returns 0, or -1 where the kernel refuses or has no keys.
int csystem_leave_session_keyring(void);
