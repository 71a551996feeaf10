internal import Text

/// A file that is probably meant where there is none of the name: of another Unicode form, or beside the target of a link.
public struct NearFile {
  /// What to do, in a clause.
  public let help: String

  private init?(_ path: String) {
    let (folder, name) = NearFile.parts(path)
    if let other = Files.names(in: folder).first(where: { $0 == name && !$0.utf8.elementsEqual(name.utf8) }) {
      // Texts of Swift are equal where they are canonically equivalent.
      help =
        "a file whose name differs only in its Unicode form is there: rename it to \(NearFile.form(name)), or write the name as \(NearFile.form(other))"
      return
    }
    // `.json` for `.jsonl`, a packed file, a slip of the finger.
    if let near = didYouMean(name, among: Files.names(in: folder)) {
      help = "did you mean \(quoted(near))?"
      return
    }
    return nil
  }

  /// A file near a path where none is.
  ///
  /// - Parameter spec: The spec that names it, which may be reached by a link.
  public init?(_ path: String, ofSpec spec: String) {
    if let near = NearFile(path) {
      self = near
      return
    }
    guard let real = HostFiles(root: "").resolved(spec), case let (folder, _) = NearFile.parts(real), folder != NearFile.parts(spec).folder
    else { return nil }
    let (_, name) = NearFile.parts(path)
    guard Files.names(in: folder).contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return nil }
    help =
      "the spec is a link, and its paths count from the folder of the link; \(quoted("\(folder)/\(name)")) stands beside the target: "
      + "name the target itself"
  }

  private static func parts(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  /// A name with its marks spelled out, so that forms that look alike differ.
  private static func form(_ name: String) -> String {
    let shown = name.unicodeScalars.map { $0.isASCII ? String($0) : "U+" + String($0.value, radix: 16, uppercase: true) + " " }
    return quoted(shown.joined())
  }
}
