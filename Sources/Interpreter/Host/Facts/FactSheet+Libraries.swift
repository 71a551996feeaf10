internal import CSQLite
internal import Kernels
internal import Record

extension FactSheet {
  /// Versions of the libraries a run may use.
  ///
  /// What is not opened is told by the name of its file, which carries a version.
  mutating func addLibraries(_ sources: HostSources, _ files: HostFiles) {
    note("library.sqlite", .informational, text: unsafe String(cString: sqlite3_libversion()), orAbsent: "")
    let others: [(String, String, FingerprintField.Effect, String)] = [
      ("openblas.file", "libopenblas.so.0", .result, "libopenblas0"), ("curl.file", "libcurl.so.4", .informational, "libcurl4"),
      ("hwloc.file", "libhwloc.so.15", .informational, "libhwloc15"), ("sodium.file", "libsodium.so.23", .informational, "libsodium23"),
      ("openssl.file", "libcrypto.so.3", .informational, "libssl3"),
    ]
    for (name, file, effect, package) in others {
      let place = libraryFolders.lazy.compactMap { files.resolved("\($0)/\(file)") }.first
      let base = place.flatMap { $0.split(separator: "/").last.map(String.init) }
      note("library.\(name)", effect, text: base, orAbsent: "not installed (apt-get install \(package))")
    }
  }

  /// Where the dynamic loader of the usual distributions looks, without its own configuration.
  private var libraryFolders: [String] {
    ["/usr/local/lib", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
  }
}
