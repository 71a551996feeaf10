#define _GNU_SOURCE
#include "csystem_seccomp.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// What a program that computes may call. Not on it: keys, tracing, the memory of other processes, mounts, namespaces, bpf, perf, io_uring,
// userfaultfd, modules, clocks, swap, and memory that no limit counts (memfd_create, System V shared memory and queues).
static const uint16_t allowed[] = {
#define ALLOW(name) SYS_##name,
#include "seccomp_calls.h"
#undef ALLOW
};

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

#define NAMESPACES \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

struct writer {
  struct sock_filter *at;
  size_t count, capacity;
};

static void put(struct writer *w, uint16_t code, uint8_t yes, uint8_t no, uint32_t k) {
  if (w->count < w->capacity) w->at[w->count] = (struct sock_filter){code, yes, no, k};
  w->count++;
}

static void load(struct writer *w, uint32_t offset) { put(w, BPF_LD | BPF_W | BPF_ABS, 0, 0, offset); }
static void load_number(struct writer *w) { load(w, offsetof(struct seccomp_data, nr)); }
// The lower half of an argument: both architectures are little-endian.
static void load_argument(struct writer *w, unsigned index) {
  load(w, (uint32_t)(offsetof(struct seccomp_data, args) + 8 * index));
}
static void end(struct writer *w, uint32_t action) { put(w, BPF_RET | BPF_K, 0, 0, action); }
static void refuse(struct writer *w, int error) { end(w, SECCOMP_RET_ERRNO | (uint32_t)error); }
// Skips so many instructions unless the loaded value is `k`.
static void unless(struct writer *w, uint32_t k, uint8_t skipped) { put(w, BPF_JMP | BPF_JEQ | BPF_K, 0, skipped, k); }

// `clone` may make threads and processes, no namespaces.
static void put_clone(struct writer *w) {
  unless(w, SYS_clone, 4);
  load_argument(w, 0);
  put(w, BPF_JMP | BPF_JSET | BPF_K, 0, 1, NAMESPACES);
  refuse(w, EPERM);
  end(w, SECCOMP_RET_ALLOW);
}

// Sockets of this sandbox's own network alone: others, such as those to the hypervisor, belong to no network namespace.
static void put_socket(struct writer *w, uint32_t call) {
  unless(w, call, 6);
  load_argument(w, 0);
  put(w, BPF_JMP | BPF_JEQ | BPF_K, 3, 0, AF_UNIX);
  put(w, BPF_JMP | BPF_JEQ | BPF_K, 2, 0, AF_INET);
  put(w, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AF_INET6);
  refuse(w, EAFNOSUPPORT);
  end(w, SECCOMP_RET_ALLOW);
}

// No terminal is typed into or taken over, and no disk is frozen.
static void put_ioctl(struct writer *w) {
  static const uint32_t refused[] = {TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCSETD, TIOCCONS, TIOCVHANGUP};
  enum { count = sizeof refused / sizeof *refused };
  unless(w, SYS_ioctl, count + 3);
  load_argument(w, 1);
  for (unsigned i = 0; i < count; i++) put(w, BPF_JMP | BPF_JEQ | BPF_K, (uint8_t)(count - i), 0, refused[i]);
  end(w, SECCOMP_RET_ALLOW);
  refuse(w, EPERM);
}

static void put_filter(struct writer *w) {
  load(w, offsetof(struct seccomp_data, arch));
  put(w, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
  end(w, SECCOMP_RET_KILL_PROCESS);
  load_number(w);
#if defined(__x86_64__)
  // The x32 interface has the same architecture and numbers of its own.
  put(w, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000u);
  end(w, SECCOMP_RET_KILL_PROCESS);
#endif
  put_clone(w);
  put_socket(w, SYS_socket);
  put_socket(w, SYS_socketpair);
  put_ioctl(w);
  for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
    unless(w, allowed[i], 1);
    end(w, SECCOMP_RET_ALLOW);
  }
  // Its flags lie in memory, where a filter cannot look; the C library then takes `clone`.
  unless(w, SYS_clone3, 1);
  refuse(w, ENOSYS);
  // Later calls than this list knows.
  put(w, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 463);
  refuse(w, ENOSYS);
  refuse(w, EPERM);
}
#endif

size_t csystem_seccomp_filter(unsigned char *out, size_t capacity) {
#ifdef ARCHITECTURE
  struct sock_filter filter[1024];
  struct writer w = {filter, 0, sizeof filter / sizeof *filter};
  put_filter(&w);
  size_t bytes = w.count * sizeof *filter;
  if (w.count > w.capacity || bytes > capacity) return 0;
  memcpy(out, filter, bytes);
  return bytes;
#else
  (void)out, (void)capacity;
  return 0;
#endif
}

int csystem_memory_file(const unsigned char *bytes, size_t count) {
  int file = memfd_create("etalon", MFD_CLOEXEC);
  if (file < 0) return -1;
  size_t done = 0;
  while (done < count) {
    ssize_t more = write(file, bytes + done, count - done);
    if (more <= 0 && errno != EINTR) {
      close(file);
      return -1;
    }
    if (more > 0) done += (size_t)more;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

int csystem_leave_session_keyring(void) { return syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL) < 0 ? -1 : 0; }
