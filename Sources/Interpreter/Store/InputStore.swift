internal import Attest
public import Record
internal import Sealing

/// The user's own store of inputs, each under its digest, so that a verifier finds them without any path.
public struct InputStore: Sendable {
  /// The folder that holds the files, each named by its digest.
  public let folder: String

  /// The store in a folder, which is made with the first input.
  public init(folder: String) { self.folder = folder }

  /// The path that an input has in the store, whether it is there or not.
  public func path(of digest: Digest) -> String { "\(folder)/\(digest.hex)" }

  /// The bytes that stand for a path: those of a file, or the archive of a folder.
  static func bytes(at path: String) throws(RunFault) -> [UInt8] {
    try Files.isFolder(path) ? FolderArchive(packing: path).bytes : Files.read(path)
  }

  /// The digest of a file, or of a folder's archive.
  public static func digest(at path: String) throws(RunFault) -> Digest {
    if Files.isFolder(path) { return SHA256.digest(of: try FolderArchive(packing: path).bytes) }
    do { return try SHA256.digest(ofFile: path).digest } catch { throw RunFault(error, help: error.help) }
  }

  /// Copies a file into the store, or a folder as its archive.
  ///
  /// - Returns: the file's digest, and whether the store had it already.
  public func add(_ file: String) throws(RunFault) -> (digest: Digest, wasKnown: Bool) {
    let bytes = try InputStore.bytes(at: file)
    let digest = SHA256.digest(of: bytes)
    if let known = try? Files.read(path(of: digest)), SHA256.digest(of: known) == digest { return (digest, true) }
    try Files.makeFolders(folder)
    try Files.replace(path(of: digest), bytes)
    return (digest, false)
  }
}

/// Finds inputs by digest: in files that were named, in folders that were given, in the user's store.
public struct InputSearch: Sendable {
  /// Paths that the spec names, by input id; never taken from a bundle.
  public var paths: [String: String]
  /// Folders whose files are tried: first those of the input's digest or name, then all of them.
  public var folders: [String]
  /// The user's own store, tried before the other files of the folders.
  public var store: InputStore?
  /// Digests of files at `paths` that were computed just before, for a look at a spec that hashes nothing twice; a run has none.
  public var digests: [String: Digest] = [:]
  /// What opens sealed sets; without it they stay closed.
  public var vault: SealedVault?
  /// Whether a `Preflight` of the same plan found nothing wrong just before; the digests of the plan say that inputs are the same still.
  public var isLookedAt = false

  /// A search in some places; in none of them by default.
  public init(paths: [String: String] = [:], folders: [String] = [], store: InputStore?) {
    self.paths = paths
    self.folders = folders
    self.store = store
  }

  /// The most files of one folder that are hashed in a search.
  static let folderLimit = 10_000

  /// The bytes of an input, and where they stood.
  ///
  /// - Throws: a local `RunFault`: `input-differs` when the file that the spec names has another digest, else `input-missing`.
  func find(_ input: InputPlan) throws(RunFault) -> (path: String, bytes: [UInt8]) {
    if let items = input.items { return (input.id, try InputSearch.bytes(of: items, input)) }
    var differing: (path: String, digest: Digest)?
    var unreadable: RunFault?
    if let path = paths[input.id] {
      do throws(RunFault) {
        let bytes = try InputStore.bytes(at: path)
        let digest = digests[path] ?? SHA256.digest(of: bytes)
        if digest == input.sha256 { return (path, bytes) }
        differing = (path, digest)
      } catch { unreadable = error }
    }
    for path in candidates(of: input) {
      if let bytes = try? Files.read(path), SHA256.digest(of: bytes) == input.sha256 { return (path, bytes) }
    }
    if let (path, digest) = differing {
      throw RunFault(
        .inputDiffers, "`\(path)` is not the input `\(input.id)`: its SHA-256 is \(digest), the plan pins \(input.sha256)",
        help: "restore the file, or correct its `sha256` in the spec if the change is meant")
    }
    let place = unreadable.map { " (\($0.message))" } ?? ""
    throw RunFault(
      .inputMissing, "the input `\(input.id)` with SHA-256 \(input.sha256) was not found\(place)",
      help: "name a folder that has it with `--inputs`, or put it into your store with `etalon dataset add`")
  }

  /// The bytes of items that stand in the plan itself.
  private static func bytes(of items: [JSON], _ input: InputPlan) throws(RunFault) -> [UInt8] {
    let bytes = InputPlan.lines(of: items)
    guard SHA256.digest(of: bytes) == input.sha256 else {
      throw RunFault(.invalidPlan, "the items of \(input.id) have the SHA-256 \(SHA256.digest(of: bytes)), the plan pins \(input.sha256)")
    }
    return bytes
  }

  /// Files that may be the input, the likeliest first.
  private func candidates(of input: InputPlan) -> [String] {
    var likely: [String] = []
    var others: [String] = []
    for folder in folders {
      let names = Files.names(in: folder).prefix(InputSearch.folderLimit)
      let wanted = [input.sha256.hex, paths[input.id].map(InputSearch.name) ?? input.sha256.hex]
      likely += names.filter { wanted.contains($0) }.map { "\(folder)/\($0)" }
      others += names.filter { !wanted.contains($0) }.map { "\(folder)/\($0)" }
    }
    return likely + (store.map { [$0.path(of: input.sha256)] } ?? []) + others
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Reads the inputs of one plan, each checked against its digest once and kept as long as it is small.
final class InputReader {
  /// The most bytes of inputs that are kept in memory.
  static let memoryLimit = 256 << 20

  let plan: Plan
  let search: InputSearch
  private var kept: [String: [UInt8]] = [:]
  private var places: [String: String] = [:]
  private var size = 0

  init(plan: Plan, search: InputSearch) {
    self.plan = plan
    self.search = search
  }

  /// The bytes of an input.
  func bytes(_ id: String) throws(RunFault) -> [UInt8] {
    if let bytes = kept[id] { return bytes }
    let input = try input(id)
    let bytes = input.isSealed ? try sealedItems(input) : try fileBytes(id)
    if size + bytes.count <= InputReader.memoryLimit {
      kept[id] = bytes
      size += bytes.count
    }
    return bytes
  }

  /// The bytes of an input as it lies there: of a sealed set its commitment.
  func fileBytes(_ id: String) throws(RunFault) -> [UInt8] {
    let (path, bytes) = try search.find(try input(id))
    places[id] = path
    return bytes
  }

  /// The items of a sealed set as JSON Lines, in memory alone.
  private func sealedItems(_ input: InputPlan) throws(RunFault) -> [UInt8] {
    guard let vault = search.vault else { throw .sealed(input.id) }
    let set = try vault.set(input, path: search.paths[input.id])
    do throws(AttestFault) { return try set.items(with: vault.identities) } catch { throw RunFault(error) }
  }

  /// What a trial over a sealed set encrypts its answers with.
  var sealKeys: SealKeys? {
    search.vault.map { vault in
      SealKeys(identities: vault.identities) { id throws(RunFault) in
        try vault.set(try self.input(id), path: self.search.paths[id]).commitment.recipients
      }
    }
  }

  /// Notes in the sets that a run reads them, before anything is decrypted.
  func noteRun(of plan: Digest, at time: Timestamp) throws(RunFault) {
    for input in self.plan.inputs where input.isSealed && self.plan.nodes.contains(where: { $0.inputs.contains(input.id) }) {
      guard let vault = search.vault else { throw .sealed(input.id) }
      let set = try vault.set(input, path: search.paths[input.id])
      do throws(AttestFault) {
        try set.note(AccessLog.Entry(.ran, at: time, by: try set.copy(for: vault.identities).holder, for: plan))
      } catch { throw RunFault(error) }
    }
  }

  /// The name of the file that an input was read from; its folder is nobody's business.
  func fileName(_ id: String) -> String { places[id]?.split(separator: "/").last.map(String.init) ?? id }

  private func input(_ id: String) throws(RunFault) -> InputPlan {
    guard let input = plan.input(id) else { throw RunFault(.invalidPlan, "the plan has no input `\(id)`") }
    return input
  }
}
