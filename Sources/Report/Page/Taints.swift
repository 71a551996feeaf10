/// What a taint of a fingerprint means for somebody who reads numbers.
func explanation(ofTaint taint: String) -> String {
  switch taint {
  case "ld-preload-set": "a library was loaded into every program, so the code that ran may not be the code on record"
  case "ld-library-path-set": "libraries may have come from a folder of the user's choice"
  case "openblas-core-forced": "the environment chose the core type of OpenBLAS, which decides bits and speed of the vendor tier"
  case "floating-point-mode": "the processor's rounding or denormal mode was not the usual one"
  case "cpu-quota": "a quota limits how much CPU time the process gets, so speed says less about the hardware"
  case "affinity-restricted": "the process could use only some of the host's CPUs"
  case "smt-sibling-shared": "threads share physical cores, so they slow each other down"
  case "memory-limit": "a limit below the host's memory applied"
  case "swap-used": "memory had been moved to disk, which can slow a run at any moment"
  case "virtualised": "the host is a virtual machine: other guests share the hardware, and some facts about it are hidden"
  case "container": "the run took place in a container, whose limits may differ from the host's"
  case "frequency-scaling": "the clock is governed to save power, so speed varies"
  case "traced": "another process was tracing this one, which slows it down"
  case "debug-build": "this build of Etalon is not optimised, so its speed says nothing"
  default: "out of the ordinary; the environment below says more"
  }
}
