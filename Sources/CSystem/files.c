#define _GNU_SOURCE
#include "csystem_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif

int csystem_rename_exclusively(const char *from, const char *to) {
#ifdef SYS_renameat2
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
#else
  (void)from;
  (void)to;
  errno = ENOSYS;
  return -1;
#endif
}

int csystem_synchronize(int descriptor) { return syncfs(descriptor); }

int csystem_storage(int descriptor, uint64_t *bytes, uint64_t *files) {
  struct statfs record;
  if (fstatfs(descriptor, &record) != 0) return -1;
  *bytes = record.f_blocks >= record.f_bfree ? (uint64_t)(record.f_blocks - record.f_bfree) * (uint64_t)record.f_bsize : 0;
  *files = record.f_files >= record.f_ffree ? (uint64_t)(record.f_files - record.f_ffree) : 0;
  return 0;
}
