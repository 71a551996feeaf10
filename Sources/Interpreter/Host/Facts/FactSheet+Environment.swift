internal import Attest
internal import CSystem
internal import Record

extension FactSheet {
  /// Variables that change what numerical libraries, loaders and locales do: an allow-list, nothing else is ever recorded.
  mutating func addEnvironment(_ environment: [String: String]) {
    let arithmetic = ["OPENBLAS_", "GOTO_", "OMP_", "MKL_", "KMP_", "BLIS_", "ONEDNN_", "DNNL_", "GLIBC_TUNABLES", "MALLOC_"]
    for (name, value) in environment where arithmetic.contains(where: { name.hasPrefix($0) }) && name.utf8.count <= 64 {
      note("environment.\(name)", text: value.isEmpty ? nil : value, orAbsent: "set, but empty")
    }
    for name in ["LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_NUMERIC", "TZ"] {
      note("environment.\(name)", text: environment[name], orAbsent: "not set")
    }
    // Their values are paths, which may name people; that they are set says enough.
    for name in ["LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"] {
      let isSet = environment[name].map { !$0.isEmpty } ?? false
      note("environment.\(name)", isSet ? "set" : "not set", orAbsent: "")
    }
    taint("ld-preload-set", if: !(environment["LD_PRELOAD"] ?? "").isEmpty || !(environment["LD_AUDIT"] ?? "").isEmpty)
    taint("ld-library-path-set", if: !(environment["LD_LIBRARY_PATH"] ?? "").isEmpty)
    taint("openblas-core-forced", if: environment["OPENBLAS_CORETYPE"] != nil)
  }

  /// The floating-point unit as the process found it.
  ///
  /// Kernels pin it for themselves; programs and libraries inherit it.
  mutating func addNumerics(_ process: ProcessFacts) {
    let name = unsafe String(cString: csystem_fp_control_name())
    let usual: UInt64? = name == "mxcsr" ? 0x1F80 : name == "fpcr" ? 0 : nil
    note("numerics.\(name.isEmpty ? "control" : name)", text: "0x" + String(process.floatingPointControl, radix: 16), orAbsent: "")
    taint("floating-point-mode", if: usual.map { $0 != process.floatingPointControl } ?? false)
  }

  /// The compilers this executable was built with.
  mutating func addBuild(_ files: HostFiles) {
    let executable = try? SHA256.digest(ofFile: files.root + "/proc/self/exe").digest
    note("build.executable", text: executable?.hex, orAbsent: "the executable file cannot be read")
    note("build.c-compiler", text: Host.compiler, orAbsent: "")
    note("build.swift", text: Host.swiftVersion, orAbsent: "")
    let optimized = csystem_is_optimized()
    note("build.optimized", .bool(optimized), orAbsent: "")
    taint("debug-build", if: !optimized)
  }
}
