#define _GNU_SOURCE
#include "csystem_host.h"

#include <gnu/libc-version.h>
#include <sys/resource.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <xmmintrin.h>
#endif

bool csystem_cpuid(uint32_t leaf, uint32_t subleaf, struct csystem_cpuid_leaf *out) {
#if defined(__x86_64__)
  // The hypervisor's leaves lie outside the range that the highest basic leaf announces.
  if ((leaf & 0xF0000000u) == 0x40000000u) {
    __cpuid_count(leaf, subleaf, out->eax, out->ebx, out->ecx, out->edx);
    return true;
  }
  return __get_cpuid_count(leaf, subleaf, &out->eax, &out->ebx, &out->ecx, &out->edx) != 0;
#else
  (void)leaf, (void)subleaf, (void)out;
  return false;
#endif
}

uint64_t csystem_fp_control(void) {
#if defined(__x86_64__)
  // The low six bits are sticky exception flags, not settings.
  return _mm_getcsr() & ~0x3Fu;
#elif defined(__aarch64__)
  uint64_t value;
  __asm__ volatile("mrs %0, fpcr" : "=r"(value));
  return value;
#else
  return 0;
#endif
}

const char *csystem_fp_control_name(void) {
#if defined(__x86_64__)
  return "mxcsr";
#elif defined(__aarch64__)
  return "fpcr";
#else
  return "";
#endif
}

int csystem_affinity(int *cpus, int capacity) {
  enum { most = 8192 };
  cpu_set_t *set = CPU_ALLOC(most);
  if (!set) return -1;
  size_t size = CPU_ALLOC_SIZE(most);
  CPU_ZERO_S(size, set);
  int count = -1;
  if (sched_getaffinity(0, size, set) == 0) {
    count = 0;
    for (int cpu = 0; cpu < most; cpu++) {
      if (!CPU_ISSET_S(cpu, size, set)) continue;
      if (count < capacity) cpus[count] = cpu;
      count++;
    }
  }
  CPU_FREE(set);
  return count;
}

const char *csystem_compiler(void) { return __VERSION__; }

const char *csystem_libc(void) {
  static _Thread_local char text[64];
  snprintf(text, sizeof text, "glibc %s", gnu_get_libc_version());
  return text;
}

const char *csystem_architecture(void) {
#if defined(__x86_64__)
  return "x86_64";
#elif defined(__aarch64__)
  return "aarch64";
#else
  return "unknown";
#endif
}

bool csystem_is_optimized(void) {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

char **csystem_environment(void) { return environ; }

static volatile sig_atomic_t continuations;
static void count_continuation(int signal) {
  (void)signal;
  continuations++;
}

unsigned long csystem_continuations(void) {
  static int listens;
  if (!listens) {
    struct sigaction action = {.sa_handler = count_continuation, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    listens = sigaction(SIGCONT, &action, NULL) == 0;
  }
  return (unsigned long)continuations;
}

int csystem_hide_process(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int csystem_lock_memory(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); }


int csystem_set_affinity(const int *cpus, int count) {
  int most = 0;
  for (int i = 0; i < count; i++) {
    if (cpus[i] > most) most = cpus[i];
  }
  cpu_set_t *set = CPU_ALLOC((size_t)most + 1);
  if (!set) return -1;
  size_t size = CPU_ALLOC_SIZE((size_t)most + 1);
  CPU_ZERO_S(size, set);
  for (int i = 0; i < count; i++) CPU_SET_S((size_t)cpus[i], size, set);
  int status = sched_setaffinity(0, size, set);
  CPU_FREE(set);
  return status;
}

int csystem_nice(void) { return getpriority(PRIO_PROCESS, 0); }

int csystem_set_nice(int value) { return setpriority(PRIO_PROCESS, 0, value); }
