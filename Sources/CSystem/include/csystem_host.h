// What the processor, the kernel and the compiler say about themselves, where Swift has no way to ask.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The four registers that one CPUID leaf gives.
struct csystem_cpuid_leaf {
  uint32_t eax, ebx, ecx, edx;
};

/// Asks the processor; false where it has no such instruction or not this leaf.
bool csystem_cpuid(uint32_t leaf, uint32_t subleaf, struct csystem_cpuid_leaf *out);

/// The control register of the floating-point unit: MXCSR on x86-64, FPCR on arm64, 0 elsewhere.
uint64_t csystem_fp_control(void);

/// The name of that register, or an empty text.
const char *csystem_fp_control_name(void);

/// The numbers of the CPUs this process may run on, ascending; returns how many there are, or -1.
int csystem_affinity(int *cpus, int capacity);

// Holds the calling thread, and threads and processes that it starts, to CPUs. Returns 0, or -1 with errno set.
int csystem_set_affinity(const int *cpus, int count);

// The nice value of the calling thread; setting returns 0, or -1 with errno set.
int csystem_nice(void);
int csystem_set_nice(int value);

/// The C compiler this was built with.
const char *csystem_compiler(void);

/// The C library in use, such as `glibc 2.36`.
const char *csystem_libc(void);

/// The instruction set architecture this was built for.
const char *csystem_architecture(void);

/// Whether this was compiled with optimisation.
bool csystem_is_optimized(void);

/// How often the process went on after it was stopped (SIGCONT), since this was asked first.
unsigned long csystem_continuations(void);

/// The process's environment, ending with a null pointer.
char **csystem_environment(void);

/// Keeps this process from leaving a core file and from being looked into; 0 where that was done.
int csystem_hide_process(void);

/// Keeps all memory of this process out of swap, as it is touched; 0 where that was done.
int csystem_lock_memory(void);
