internal import Attest
internal import CommandTree
internal import Glibc
internal import Interpreter
internal import Record
internal import Spec
internal import Text

/// A spec with everything that planning found out about it.
struct LoadedSpec {
  let source: SourceFile
  let planned: Planned?
  /// Where its files may lie.
  let fence: FileFence
  /// The digests of files that planning looked at.
  let digests: FileDigests
  var diagnostics: [Diagnostic]

  var hasErrors: Bool { planned == nil || diagnostics.contains { $0.severity == .error } }
}

/// The digests of files, each computed once: cells may name one program many times, and its bytes do not change while a spec is checked.
final class FileDigests {
  private var known: [String: Digest?] = [:]

  /// The digest of a file as it was when it was first asked for; `nil` where it cannot be read.
  func digest(ofFile path: String) -> Digest? {
    if let digest = known[path] { return digest }
    let digest = try? InputStore.digest(at: path)
    known[path] = .some(digest)
    return digest
  }

  /// What is known so far.
  var all: [String: Digest] { known.compactMapValues(\.self) }
}

/// Reads a spec and plans it; the files it names are read here, and nowhere else.
///
/// - Parameter folders: Where they may lie besides the spec's own folder.
func loadSpec(_ argument: PathArgument, overrides: [Override], allowing folders: [String]) throws(Failure) -> LoadedSpec {
  let source = try readSource(argument)
  let fence = FileFence(spec: source.name, allowing: folders)
  let digests = FileDigests()
  let context = PlanningContext(
    catalogue: .current, overrides: overrides,
    parent: { path, _, from in readNeighbour(path, of: from, within: fence) },
    reference: { request in
      let place = neighbour(request.bundle, of: request.from.name)
      return problem(of: place, fence).map { .failure($0) } ?? referenceValues(request, at: place)
    },
    digestOfFile: { path, from in
      let place = neighbour(path, of: from.name)
      return problem(of: place, fence) == nil ? digests.digest(ofFile: place) : nil
    })
  let (planned, diagnostics) = makePlan(from: source, in: context)
  let outside = (planned?.inputFiles ?? []).compactMap { InputLook.outside($0, fence) }
  return LoadedSpec(source: source, planned: planned, fence: fence, digests: digests, diagnostics: diagnostics + outside)
}

/// The overrides of `--set`, in the order given.
func overrides(_ invocation: Invocation) throws(Failure) -> [Override] {
  var overrides: [Override] = []
  for text in invocation.strings("set") {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw Failure(.usage, "override", "`--set \(printable(text))` is not PATH=VALUE", help: "for example --set workloads.gemm.with.m=512")
    }
    overrides.append(Override(path: String(text[..<equals]), value: String(text[text.index(after: equals)...])))
  }
  return overrides
}

private func readSource(_ argument: PathArgument) throws(Failure) -> SourceFile {
  let name: String
  let bytes: [UInt8]
  switch argument {
  case .standardStream: (name, bytes) = ("<stdin>", readStandardInput(limit: sourceLimit))
  case .file(let path): (name, bytes) = (path, try orFail(.usage) { try Files.read(path, limit: sourceLimit) })
  }
  return SourceFile(name: name, bytes: bytes, digest: SHA256.digest(of: bytes))
}

/// Why a file of a spec may not be read.
private func problem(of place: String, _ fence: FileFence) -> SourceProblem? {
  do throws(RunFault) {
    try fence.require(place)
    return nil
  } catch { return SourceProblem(error.message, help: error.help) }
}

private func readNeighbour(_ path: String, of source: SourceFile, within fence: FileFence) -> Result<SourceFile, SourceProblem> {
  let place = neighbour(path, of: source.name)
  if let problem = problem(of: place, fence) { return .failure(problem) }
  do throws(RunFault) {
    let bytes = try Files.read(place, limit: sourceLimit)
    return .success(SourceFile(name: place, bytes: bytes, digest: SHA256.digest(of: bytes)))
  } catch {
    return .failure(SourceProblem(error.message, help: error.help))
  }
}

/// Paths in a spec are relative to the spec.
func neighbour(_ path: String, of file: String) -> String {
  guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
  return file[...slash] + path
}

/// More than the language allows, so that the room that reads specs says what is wrong.
private let sourceLimit = 4 << 20

private func readStandardInput(limit: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 << 10)
  while bytes.count <= limit {
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return bytes
}
