// What the processor, the kernel and the compiler say about themselves, where Swift has no way to ask.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The four registers that one CPUID leaf gives.
struct etalon_cpuid_leaf {
  uint32_t eax, ebx, ecx, edx;
};

/// Asks the processor; false where it has no such instruction or not this leaf.
bool etalon_cpuid(uint32_t leaf, uint32_t subleaf, struct etalon_cpuid_leaf *out);

/// The control register of the floating-point unit: MXCSR on x86-64, FPCR on arm64, 0 elsewhere.
uint64_t etalon_fp_control(void);

/// The name of that register, or an empty text.
const char *etalon_fp_control_name(void);

/// The numbers of the CPUs this process may run on, ascending; returns how many there are, or -1.
int etalon_affinity(int *cpus, int capacity);

/// The C compiler this was built with.
const char *etalon_compiler(void);

/// The C library in use, such as `glibc 2.36`.
const char *etalon_libc(void);

/// The instruction set architecture this was built for.
const char *etalon_architecture(void);

/// Whether this was compiled with optimisation.
bool etalon_is_optimized(void);

/// The process's environment, ending with a null pointer.
char **etalon_environment(void);
