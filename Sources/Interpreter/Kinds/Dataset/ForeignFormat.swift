/// Names what a file seems to be where it is not what a spec declares.
enum ForeignFormat {
  /// A kind of file that is told by its first bytes.
  private struct Kind {
    let signature: [UInt8]
    let name: String
    let help: String

    init(_ signature: [UInt8], _ name: String, _ help: String) { (self.signature, self.name, self.help) = (signature, name, help) }
    init(_ signature: String, _ name: String, _ help: String) { self.init(Array(signature.utf8), name, help) }
  }

  private static let unpack = "unpack it, or pack it with gzip or zstd, which are read as they are"
  private static let export = "export it as JSON Lines or CSV"

  private static let kinds = [
    Kind([0xFF, 0xFE], "UTF-16", "convert it with `iconv -f UTF-16 -t UTF-8`"),
    Kind([0xFE, 0xFF], "UTF-16", "convert it with `iconv -f UTF-16 -t UTF-8`"),
    Kind("BZh", "bzip2", unpack),
    Kind([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz", unpack),
    Kind([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel file", "take the file that is meant out of it; \(export)"),
    Kind([0x37, 0x7A, 0xBC, 0xAF], "7z", unpack),
    Kind([0x04, 0x22, 0x4D, 0x18], "lz4", unpack),
    Kind([0x1F, 0x8B], "gzip of another method", "pack it again with `gzip`"),
    Kind("PAR1", "Parquet", export),
    Kind("ARROW1", "Arrow", export),
    Kind("SQLite format 3", "SQLite", export),
    Kind("%PDF", "PDF", export),
    Kind("version https://git-lfs", "a pointer of Git LFS", "fetch the file itself with `git lfs pull`"),
    Kind("<!DOCTYPE", "a page of HTML", "what was downloaded is a page about the file, not the file"),
    Kind("<!doctype", "a page of HTML", "what was downloaded is a page about the file, not the file"),
    Kind("<html", "a page of HTML", "what was downloaded is a page about the file, not the file"),
  ]

  /// What a file seems to be, and what to do about it; `nil` where nothing is known of it.
  static func seems(_ bytes: [UInt8]) -> (name: String, help: String)? {
    kinds.first { bytes.starts(with: $0.signature) }.map { ($0.name, $0.help) }
  }

  /// That a whole file is of another format than a spec declares.
  static func fault(_ bytes: [UInt8], declared: String) -> DataFault? {
    guard let (name, help) = seems(bytes) else { return nil }
    return DataFault(.invalidDataset, "the file seems to be \(name), not \(declared)", help: help)
  }
}
