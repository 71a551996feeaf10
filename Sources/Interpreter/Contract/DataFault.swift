/// What is wrong with a file of data: at a place of it, or with it as a whole.
public struct DataFault: Error, Sendable, Hashable {
  /// What kind of fault a run would end a trial with.
  public var code: RunFault.Code
  /// What is wrong, in a clause that can follow a place and a colon.
  public var message: String
  /// What to do next.
  public var help: String?
  /// Where it stands in the file; absent where it concerns the whole.
  public var place: Place?
  /// The part of a template that the data do not fill, where that is what is wrong.
  public var template: TemplatePart?

  /// A part of a template.
  public struct TemplatePart: Sendable, Hashable {
    /// The template.
    public var text: String
    /// The part, in its bytes.
    public var range: Range<Int>
  }

  /// A place of a file.
  public struct Place: Sendable, Hashable {
    /// In bytes from the beginning of the file.
    public var range: Range<Int>
    /// Counted from 1.
    public var line: Int
    /// Counted in bytes from 1; absent where the whole line is meant.
    public var column: Int?

    init(_ range: Range<Int>, line: Int, column: Int? = nil) { (self.range, self.line, self.column) = (range, line, column) }
  }

  init(_ code: RunFault.Code, _ message: String, help: String? = nil, at place: Place? = nil) {
    (self.code, self.message, self.help, self.place) = (code, message, help, place)
  }

  /// A fault of the whole file.
  init(_ fault: RunFault) { self.init(fault.code, fault.message, help: fault.help) }

  /// The fault of a run that reads the file.
  ///
  /// - Parameter name: How messages call the file.
  func fault(in name: String) -> RunFault {
    guard let place else { return RunFault(code, message, help: help) }
    return RunFault(code, "\(name):\(place.line)" + (place.column.map { ":\($0)" } ?? "") + ": " + message, help: help)
  }
}

/// Faults of one file: the first ones, and how many there are.
public struct DataFaults: Sendable {
  /// So many are listed.
  public static let limit = 20

  /// The first ones, in the order of the file.
  public private(set) var listed: [DataFault] = []
  /// How many there are.
  public private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ fault: DataFault) {
    count += 1
    if listed.count < DataFaults.limit { listed.append(fault) }
  }

  /// Adds those of another reading of the same file, each once.
  mutating func add(_ others: DataFaults) {
    for fault in others.listed where !listed.contains(fault) { add(fault) }
    count += others.count - others.listed.count
  }

  /// Throws the first fault, if there is one.
  func throwFirst(in name: String) throws(RunFault) {
    guard let first = listed.first else { return }
    throw first.fault(in: name)
  }
}
