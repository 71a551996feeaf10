extension FieldPath: SettingValue {
  /// The path of a JSON text.
  public init?(setting: JSON?) {
    guard let text = setting?.text, let path = try? FieldPath(parsing: text) else { return nil }
    self = path
  }

  /// The path as a JSON text, in the spelling that `init(parsing:)` reads.
  public var setting: JSON? { .string(steps.map(FieldPath.spelled).joined(separator: ".")) }

  /// A name, in quotes where it holds a dot or begins like one in quotes.
  private static func spelled(_ name: String) -> String {
    let (double, single) = (UInt8(ascii: "\""), UInt8(ascii: "'"))
    guard name.utf8.contains(UInt8(ascii: ".")) || name.utf8.first == double || name.utf8.first == single else { return name }
    let quote = name.utf8.contains(double) ? "'" : "\""
    return quote + name + quote
  }
}

/// Where several values of an item stand: at one path, which may hold a list, or each at a path of its own.
public enum FieldPaths: Sendable, Hashable {
  /// One path.
  case one(FieldPath)
  /// A path for each, at least one.
  case each([FieldPath])

  /// All paths, in their order.
  public var all: [FieldPath] {
    switch self {
    case .one(let path): [path]
    case .each(let paths): paths
    }
  }
}

extension FieldPaths: SettingValue {
  /// The path of a JSON text, or the paths of a list of them.
  public init?(setting: JSON?) {
    if let path = FieldPath(setting: setting) {
      self = .one(path)
    } else if let elements = setting?.elements, !elements.isEmpty {
      let paths = elements.compactMap { FieldPath(setting: $0) }
      guard paths.count == elements.count else { return nil }
      self = .each(paths)
    } else {
      return nil
    }
  }

  /// The path as a JSON text, or the paths as a list.
  public var setting: JSON? {
    switch self {
    case .one(let path): path.setting
    case .each(let paths): .array(paths.compactMap(\.setting))
    }
  }
}
