// How a log grows: tiles first, each aside and renamed; the signed head last. A crash before that leaves the log as it was.
internal import CSystem
internal import Glibc
internal import Record

extension LogFolder {
  /// Makes an empty log in a folder that holds none.
  ///
  /// - Parameter origin: The log's name, which its checkpoints and keys carry.
  /// - Throws: `log-exists`, `log-name`, and what writing a file can throw.
  @discardableResult
  public func create(origin: String, key: borrowing SigningKey) throws(AttestFault) -> SignedCheckpoint {
    let head = try SignedCheckpoint(Checkpoint(origin: origin, size: 0, root: SHA256.digest(of: [])), signedWith: key)
    try makeFolders(path)
    return try locked { () throws(AttestFault) in
      guard unsafe access(checkpointPath, F_OK) != 0 else {
        throw AttestFault("log-exists", "`\(path)` holds a log already", help: "name another folder, or append to this one")
      }
      try replaceFile(checkpointPath, head.note.bytes, synchronizing: true)
      try synchronizeFolder(path)
      return head
    }
  }

  /// Appends entries and signs the new head.
  ///
  /// What stands in the folder must lead to the old head, the old head must be the key's own, and the new one must continue it; else nothing
  /// is signed. Cosignatures of the old head are not carried over, since witnesses have not seen the new one.
  /// - Returns: the number of the first entry that was appended, and the new head.
  /// - Throws: `checkpoint-signature`, `log-damaged`, `log-entry`, and what writing a file can throw.
  @discardableResult
  public func append(_ entries: [[UInt8]], key: borrowing SigningKey) throws(AttestFault) -> (first: UInt64, head: SignedCheckpoint) {
    if let long = entries.first(where: { $0.count > LogEntry.limit }) {
      throw AttestFault("log-entry", "an entry has \(long.count) bytes, and \(LogEntry.limit) is the most that a log takes")
    }
    return try locked { () throws(AttestFault) in
      let old = try trustedHead(key.publicKey)
      let size = old.checkpoint.size + UInt64(entries.count)
      if entries.isEmpty { return (size, old) }
      let growth = try Growth(self, from: old.checkpoint.size, entries)
      try write(growth.files)
      let root = try continuation(of: old.checkpoint, to: size)
      let head = try SignedCheckpoint(Checkpoint(origin: old.checkpoint.origin, size: size, root: root), signedWith: key)
      try replaceFile(checkpointPath, head.note.bytes, synchronizing: true)
      try synchronizeFolder(path)
      for tile in growth.files.keys where !tile.isPartial { removeTree("\(path)/\(tile.partialsFolder)") }
      return (old.checkpoint.size, head)
    }
  }

  /// Appends an entry that the log does not have yet; tells its number, and whether it was there.
  ///
  /// Complexity: O(n) in the size of the log.
  public func appendOnce(_ entry: [UInt8], key: borrowing SigningKey) throws(AttestFault) -> (number: UInt64, wasThere: Bool) {
    if let number = try number(of: entry, in: try head().checkpoint.size) { return (number, true) }
    return (try append([entry], key: key).first, false)
  }

  /// Adds a witness's line to the head, after a check that the log continues what the witness saw before.
  ///
  /// - Parameters:
  ///   - name: The name of the witness.
  ///   - earlier: The checkpoint that the witness signed last, where there is one.
  ///   - seconds: The time that the witness states, in seconds since 1970.
  public func cosign(as name: String, since earlier: Checkpoint?, at seconds: UInt64, with key: borrowing SigningKey) throws(AttestFault) {
    try locked { () throws(AttestFault) in
      if let earlier { try demandConsistency(since: earlier) } else { try demandWholeness() }
      var head = try head()
      try head.note.cosign(as: name, at: seconds, with: key)
      try replaceFile(checkpointPath, head.note.bytes, synchronizing: true)
      try synchronizeFolder(path)
    }
  }

  /// The head, where it is the key's own and the tiles lead to it.
  private func trustedHead(_ key: PublicKey) throws(AttestFault) -> SignedCheckpoint {
    let head = try head()
    try head.demandSignature(of: NoteKey.named(head.checkpoint.origin, .log, key))
    var tree = tree(of: head.checkpoint.size)
    guard try tree.root() == head.checkpoint.root else { throw LogFolder.unlikeHead }
    return head
  }

  /// The root of the grown tree as its files give it, where it continues the old one.
  private func continuation(of old: Checkpoint, to size: UInt64) throws(AttestFault) -> Digest {
    var tree = tree(of: size)
    let root = try tree.root()
    if old.size == 0 { return root }
    let proof = try tree.consistencyProof(from: old.size)
    guard MerkleTree.isConsistent(from: old.size, old.root, to: size, root, proof: proof) else {
      throw LogFolder.forked("the files changed while it was written")
    }
    return root
  }

  private func write(_ files: [Tile: [UInt8]]) throws(AttestFault) {
    for (tile, bytes) in files {
      let place = "\(path)/\(tile.path)"
      try makeFolders(parentFolder(of: place))
      try replaceFile(place, bytes, synchronizing: false)
    }
    do {
      try synchronizeFileSystem(of: try OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY))
    } catch {
      throw error.fault("write", path)
    }
  }

  /// Runs one change of the log at a time; the lock goes with the process.
  private func locked<Value>(_ change: () throws(AttestFault) -> Value) throws(AttestFault) -> Value {
    let lock = try self.lock()
    let value = try change()
    // The folder stays open, and so locked, until here.
    _ = lock.descriptor
    return value
  }

  private func lock() throws(AttestFault) -> OpenFile {
    do throws(SystemError) {
      let folder = try OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY)
      try retrying { flock(folder.descriptor, LOCK_EX) }
      return folder
    } catch {
      throw error.fault("lock", path)
    }
  }
}

/// The tiles that differ after an append: the last ones of each level, and the new ones.
private struct Growth {
  private(set) var files: [Tile: [UInt8]] = [:]

  init(_ log: LogFolder, from size: UInt64, _ entries: [[UInt8]]) throws(AttestFault) {
    let newSize = size + UInt64(entries.count)
    try add(.entries, size, entries.map { LogEntry.pack([$0]) }, log, size, newSize)
    var (level, first) = (0, size)
    var hashes = entries.map { MerkleTree.leaf($0).bytes }
    while !hashes.isEmpty, level < 8 {
      try add(.hashes(level: level), first, hashes, log, size, newSize)
      // Every tile that is full now has its root in the level above.
      let finished = files.filter { $0.key.content == .hashes(level: level) && !$0.key.isPartial }.sorted { $0.key.index < $1.key.index }
      hashes = finished.map { Growth.root(of: $0.value).bytes }
      first = first >> UInt64(Tile.height)
      level += 1
    }
  }

  /// Adds the tiles of one kind that hold `items` from the place `first` on, with what the old last tile held before them.
  private mutating func add(
    _ content: Tile.Content, _ first: UInt64, _ items: [[UInt8]], _ log: LogFolder, _ oldSize: UInt64, _ newSize: UInt64
  ) throws(AttestFault) {
    var (place, rest) = (first, items[...])
    while !rest.isEmpty {
      let index = place >> UInt64(Tile.height)
      let offset = Int(place & UInt64(Tile.fullWidth - 1))
      guard let tile = Tile(content, index, inLogOf: newSize) else { throw TiledTree.damaged("a log of \(newSize) entries is too large") }
      var bytes: [UInt8] = []
      if offset > 0 {
        guard let old = Tile(content, index, inLogOf: oldSize) else { throw TiledTree.damaged("the last tile is not there") }
        bytes = try Growth.head(of: try log.read(old), offset, content)
      }
      let taken = rest.prefix(tile.width - offset)
      files[tile] = bytes + taken.joined()
      rest = rest.dropFirst(taken.count)
      place += UInt64(taken.count)
    }
  }

  /// The first hashes or entries of a tile's bytes; a tile that outgrew a crash may hold more.
  private static func head(of bytes: [UInt8], _ count: Int, _ content: Tile.Content) throws(AttestFault) -> [UInt8] {
    if content == .entries {
      guard let entries = LogEntry.unpack(bytes, count: count) else { throw TiledTree.damaged("the last tile of entries is cut off") }
      return LogEntry.pack(entries)
    }
    guard bytes.count >= count * 32 else { throw TiledTree.damaged("the last tile of hashes is cut off") }
    return Array(bytes.prefix(count * 32))
  }

  /// The root over the hashes of a full tile.
  private static func root(of bytes: [UInt8]) -> Digest {
    var frontier = MerkleTree.Frontier()
    for start in stride(from: 0, to: bytes.count, by: 32) {
      if let digest = Digest(bytes[start..<min(start + 32, bytes.count)]) { frontier.append(digest) }
    }
    return frontier.root
  }
}
