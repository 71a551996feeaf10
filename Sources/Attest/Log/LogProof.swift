// A proof that stands for itself (c2sp.org/tlog-proof): an entry's place in a log, and the log's signed head.
public import Record

/// That an entry stands in a log, for whoever trusts the log's key.
public struct LogProof: Sendable, Hashable {
  /// The number of the entry.
  public let index: UInt64
  /// The audit path from the leaf upwards.
  public let path: [Digest]
  /// The head of the log that the path leads to.
  public let checkpoint: SignedCheckpoint

  /// The most bytes of a proof.
  public static let sizeLimit = SignedNote.sizeLimit + (8 << 10)
  private static let head = "c2sp.org/tlog-proof@v1"

  /// A proof from its parts.
  public init(index: UInt64, path: [Digest], checkpoint: SignedCheckpoint) {
    self.index = index
    self.path = path
    self.checkpoint = checkpoint
  }

  /// Whether the path leads from an entry's bytes to the root of the checkpoint; says nothing about signatures.
  public func includes(_ entry: [UInt8]) -> Bool {
    MerkleTree.isIncluded(
      leaf: MerkleTree.leaf(entry), at: index, of: checkpoint.checkpoint.size, proof: path, root: checkpoint.checkpoint.root)
  }

  /// Reads a proof that is hostile until proven otherwise; nothing but its form is checked.
  ///
  /// A line `extra` is passed over, since nothing authenticates it.
  /// - Throws: `proof-malformed`, `note-malformed`, `checkpoint-malformed`.
  public init(reading bytes: [UInt8]) throws(AttestFault) {
    let blank = bytes.indices.dropFirst().first { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    guard bytes.count <= LogProof.sizeLimit, let blank, let text = String(validating: bytes[..<blank], as: UTF8.self) else {
      throw LogProof.malformed("no empty line stands before the checkpoint")
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.popFirst().map(String.init) == LogProof.head else { throw LogProof.malformed("its first line is not `\(LogProof.head)`") }
    if lines.first?.hasPrefix("extra ") == true { lines.removeFirst() }
    guard let line = lines.popFirst(), line.hasPrefix("index "), let index = UInt64(line.dropFirst(6)), "index \(index)" == line else {
      throw LogProof.malformed("no line `index` with a number stands where it belongs")
    }
    guard lines.count <= 64 else { throw LogProof.malformed("its path is longer than that of any tree") }
    var path: [Digest] = []
    for line in lines {
      guard let hash = Base64.decode(String(line)).flatMap({ Digest($0) }) else {
        throw LogProof.malformed("a hash is not 32 bytes of base64")
      }
      path.append(hash)
    }
    self.init(index: index, path: path, checkpoint: try SignedCheckpoint(reading: Array(bytes[(blank + 1)...])))
  }

  /// The proof as a file.
  public var bytes: [UInt8] {
    let lines = ["\(LogProof.head)", "index \(index)"] + path.map { Base64.encode($0.bytes) } + [""]
    return Array(lines.map { $0 + "\n" }.joined().utf8) + checkpoint.note.bytes
  }

  private static func malformed(_ reason: String) -> AttestFault {
    AttestFault("proof-malformed", "not a proof of a log: \(reason)", help: "c2sp.org/tlog-proof describes the form")
  }
}
