internal import Attest
internal import CSQLite
internal import Kernels
internal import Record

extension FactSheet {
  /// Versions of the libraries a run may use.
  ///
  /// What is not opened is told by the name of its file, which carries a version.
  mutating func addLibraries(_ sources: HostSources, _ files: HostFiles) {
    note("library.sqlite", text: unsafe String(cString: sqlite3_libversion()), orAbsent: "")
    let others: [(name: String, file: String, package: String)] = [
      ("openblas", "libopenblas.so.0", "libopenblas0"), ("curl", "libcurl.so.4", "libcurl4"), ("hwloc", "libhwloc.so.15", "libhwloc15"),
      ("sodium", "libsodium.so.23", "libsodium23"), ("openssl", "libcrypto.so.3", "libssl3"),
    ]
    for library in others {
      let base = place(of: library.file, files).flatMap { $0.split(separator: "/").last.map(String.init) }
      note("library.\(library.name).file", text: base, orAbsent: "not installed (apt-get install \(library.package))")
    }
    addDigest("libm", "libm.so.6", files, orAbsent: "not found where glibc's loader looks")
    if sources.opens.contains(where: { $0.name == "openblas" }) {
      addDigest("openblas", "libopenblas.so.0", files, orAbsent: "not installed (apt-get install libopenblas0)")
    }
  }

  /// The digest of a library that computes: distributions patch libraries without another version.
  private mutating func addDigest(_ name: String, _ file: String, _ files: HostFiles, orAbsent reason: String) {
    let digest = place(of: file, files).flatMap { try? SHA256.digest(ofFile: $0).digest }
    note("library.\(name).digest", text: digest.map { String($0.hex.prefix(16)) }, orAbsent: reason)
  }

  private func place(of file: String, _ files: HostFiles) -> String? {
    libraryFolders.lazy.compactMap { files.resolved("\($0)/\(file)") }.first
  }

  /// Where the dynamic loader of the usual distributions looks, without its own configuration.
  private var libraryFolders: [String] {
    ["/usr/local/lib", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
  }
}
