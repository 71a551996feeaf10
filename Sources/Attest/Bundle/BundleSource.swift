internal import Record

/// Where the files of a bundle stand: a folder, or one file that holds them all.
protocol BundleSource: Sendable {
  /// What there is, found without reading any file.
  var listing: BundleListing { get }

  /// Opens one of the files for reading.
  func open(_ path: String) throws(SystemError) -> OpenFile
}

/// The regular files of a bundle by name and size, and everything that should not be there.
struct BundleListing: Sendable {
  /// Sizes by path inside the bundle.
  var files: [String: Int] = [:]
  /// Links, devices, names and sizes that no bundle may have.
  var findings: [Finding] = []
  /// Bytes of all files together.
  var bytes = 0
  /// Whether it is all that there is; an archive is read no further than to what is wrong with it.
  var isWhole = true
}
