public import Record

/// The contents of a bundle as values, before they are written.
public struct BundleDraft {
  /// The two lines of `bagit.txt` (RFC 8493 section 2.1.1).
  public static let bagIt = Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)

  /// Files under `data/` by their path inside the bundle, such as `data/plan.json`.
  public private(set) var data: [String: [UInt8]] = [:]
  /// Files under `data/` that are read where they stand while the bundle is written, by their path inside it.
  public private(set) var streams: [String: Stream] = [:]
  /// Files under `attestations/` by name.
  public private(set) var attestations: [String: [UInt8]] = [:]
  /// `report.html`; not covered by the manifest, since it is a rendering of the rest.
  public var report: [UInt8]?

  /// A bundle without any file.
  public init() {}

  /// Adds a file under `data/`.
  public mutating func add(_ path: String, _ bytes: [UInt8]) throws(AttestFault) {
    guard BundlePath.isValid(path), path.utf8.starts(with: "data/".utf8), path.utf8.count > 5 else {
      throw AttestFault("bundle-path", "`\(path)` cannot be the path of a file in a bundle")
    }
    data[path] = bytes
  }

  /// Adds a file under `attestations/`, whose name must be of a kind that bundles can hold.
  public mutating func add(evidence name: String, _ bytes: [UInt8]) throws(AttestFault) {
    guard EvidenceKind.of(EvidenceKind.folder + name) != nil else {
      throw AttestFault("bundle-path", "`\(name)` cannot be the name of evidence in a bundle")
    }
    attestations[name] = bytes
  }

  /// Adds a record under `data/`, as canonical JSON.
  public mutating func add(_ path: String, _ record: some Record) throws(AttestFault) {
    do {
      try add(path, try record.canonicalBytes())
    } catch let fault as RecordFault {
      throw AttestFault("bundle-record", "`\(path)` cannot be written: \(fault.description)")
    } catch let fault as AttestFault {
      throw fault
    } catch {
      throw AttestFault("bundle-record", "`\(path)` cannot be written: \(error)")
    }
  }

  /// Adds a file named by its digest, `data/artifacts/…` or `data/transcripts/…`, and gives the digest.
  @discardableResult
  public mutating func add(inFolder folder: String, _ bytes: [UInt8]) throws(AttestFault) -> Digest {
    let digest = SHA256.digest(of: bytes)
    try add("data/\(folder)/\(digest.hex)", bytes)
    return digest
  }

  /// A file that need not fit into memory.
  public struct Stream {
    /// The digest of all its bytes.
    public let digest: Digest
    /// Hands over its bytes, a piece after another.
    public let read: (_ take: ([UInt8]) throws(AttestFault) -> Void) throws(AttestFault) -> Void

    /// Makes a file from what reads it.
    public init(_ digest: Digest, read: @escaping (_ take: ([UInt8]) throws(AttestFault) -> Void) throws(AttestFault) -> Void) {
      self.digest = digest
      self.read = read
    }
  }

  /// Adds a file named by its digest that is read while the bundle is written.
  public mutating func add(inFolder folder: String, _ stream: Stream) { streams["data/\(folder)/\(stream.digest.hex)"] = stream }

  /// The manifest of what is there now.
  ///
  /// Complexity: O(total bytes) for hashing.
  public var manifest: Manifest {
    Manifest(
      data.map { Manifest.Entry(path: $0.key, digest: SHA256.digest(of: $0.value)) }
        + streams.map { Manifest.Entry(path: $0.key, digest: $0.value.digest) })
  }

  /// Signs what is there now as a run and adds the envelope as `attestations/run.dsse.json`.
  ///
  /// Files under `data/` must not change afterwards.
  public mutating func sign(as builder: String, with key: borrowing SigningKey) throws(AttestFault) {
    let statement = try RunStatement(builder: builder, manifest: manifest) { data[$0] }
    attestations["run.dsse.json"] = Envelope(stating: statement, with: key).bytes
  }
}

extension RunStatement {
  /// The statement that fits a bundle's own records.
  init(builder: String, manifest: Manifest, file: (String) throws(AttestFault) -> [UInt8]?) throws(AttestFault) {
    func need(_ path: String) throws(AttestFault) -> [UInt8] {
      guard let bytes = try file(path) else { throw AttestFault("bundle-incomplete", "the bundle has no `\(path)` to sign") }
      return bytes
    }
    func record<Value: Record>(_ path: String, _ type: Value.Type) throws(AttestFault) -> Value {
      let bytes = try need(path)
      do {
        return try Value(canonical: bytes)
      } catch {
        throw AttestFault("bundle-record", "`\(path)` cannot be signed: \(error.description)")
      }
    }
    let run = try record("data/run.json", RunRecord.self)
    let inputs = try record("data/inputs.json", Inputs.self)
    let lines = TrialLines.split(try need("data/trials.jsonl"))
    self.init(
      builder: builder, root: manifest.root, plan: SHA256.digest(of: try need("data/plan.json")),
      trialsRoot: MerkleTree(lines).root, trialsCount: lines.count, dependencies: inputs.files.map(Dependency.init), started: run.started,
      ended: run.ended)
  }
}

/// `data/trials.jsonl` as lines; a line's own bytes, without its line feed, are a leaf of the Merkle tree.
public enum TrialLines {
  /// The lines of a file; the bytes after the last line feed, if any, count as one more.
  public static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The file of trials in plan order: canonical JSON, one a line, each ended by LF.
  public static func bytes(_ trials: [TrialLine]) throws(RecordFault) -> [UInt8] {
    var bytes: [UInt8] = []
    for trial in trials {
      bytes += try trial.canonicalBytes()
      bytes.append(0x0A)
    }
    return bytes
  }
}
