// Calls on files that Swift cannot make itself.
#pragma once

#include <stdint.h>

// Renames without ever replacing what stands at the target (renameat2 with RENAME_NOREPLACE).
// Returns 0, or -1 with errno set; EINVAL and ENOSYS where the file system cannot promise it.
int csystem_rename_exclusively(const char *from, const char *to);

// Makes everything written to the file system of an open file survive a power cut (syncfs).
// Returns 0, or -1 with errno set.
int csystem_synchronize(int descriptor);

// Bytes and files that the file system of an open file holds (fstatfs). Returns 0, or -1 with errno set.
int csystem_storage(int descriptor, uint64_t *bytes, uint64_t *files);
