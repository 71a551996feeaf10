#define _GNU_SOURCE
#include "csystem_spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The descriptors that a program begins with.
static int give_files(posix_spawn_file_actions_t *files, int output, int talk, const int *aside, int inherited_count) {
  int error = posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_adddup2(files, output, 1);
  if (!error) error = posix_spawn_file_actions_adddup2(files, talk, 2);
  for (int i = 0; i < inherited_count && !error; i++) error = posix_spawn_file_actions_adddup2(files, aside[i], 3 + i);
  if (!error) error = posix_spawn_file_actions_addclosefrom_np(files, 3 + inherited_count);
  return error;
}

static int give_signals(posix_spawnattr_t *attributes) {
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  int error = posix_spawnattr_setsigdefault(attributes, &all);
  if (!error) error = posix_spawnattr_setsigmask(attributes, &none);
  if (!error) error = posix_spawnattr_setpgroup(attributes, 0);
  if (!error) error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  return error;
}

static int spawn(
    char *const *arguments, char *const *variables, int output, int talk, const int *aside, int inherited_count, int *process) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&files);
  if (error) return error;
  error = posix_spawnattr_init(&attributes);
  if (!error) {
    error = give_files(&files, output, talk, aside, inherited_count);
    if (!error) error = give_signals(&attributes);
    if (!error) error = posix_spawn(process, arguments[0], &files, &attributes, arguments, variables);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&files);
  return error;
}

int csystem_spawn(
    char *const *arguments, char *const *variables, int output, int talk, const int *inherited, int inherited_count, int *process) {
  enum { most = 8, above = 64 };
  int aside[most], count = 0, error = inherited_count > most ? EINVAL : 0;
  // Copies above every number that they are given as, so that no copy overwrites another.
  for (; count < inherited_count && !error; count++) {
    aside[count] = fcntl(inherited[count], F_DUPFD_CLOEXEC, above);
    if (aside[count] < 0) {
      error = errno;
      break;
    }
  }
  if (!error) error = spawn(arguments, variables, output, talk, aside, count, process);
  while (count > 0) close(aside[--count]);
  return error;
}

void csystem_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }
int csystem_process_end(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int csystem_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}
