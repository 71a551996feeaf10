internal import Kernels
internal import Text

/// The first place where two sequences part, with what stands there in each.
struct Parting: Equatable {
  /// A place inside, such as `[17]` or `line 3, byte 8`.
  var place: String
  var recorded: String
  var here: String
  /// How far apart the two are, where that says something.
  var distance: String?
}

extension Parting {
  /// Of two files of numbers, the first element whose bits differ; `nil` where none does.
  init?(_ type: ElementType, recorded: [UInt8], here: [UInt8]) {
    guard let byte = Parting.firstByte(recorded, here) else { return nil }
    let index = byte / type.size
    let (one, other) = (Element(type, recorded, at: index), Element(type, here, at: index))
    self.init(
      place: "[\(index)]", recorded: one?.description ?? "ends after \(recorded.count / type.size) elements",
      here: other?.description ?? "ends after \(here.count / type.size) elements",
      distance: one.flatMap { one in other.flatMap { one.distance(to: $0) } })
  }

  /// Of two series, the first number whose bits differ; `nil` where none does.
  init?(recorded: [Double], here: [Double], place: (Int) -> String = { "[\($0)]" }) {
    let common = zip(recorded, here).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }?.offset
    guard let index = common ?? (recorded.count == here.count ? nil : min(recorded.count, here.count)) else { return nil }
    func element(_ series: [Double]) -> Element? { index < series.count ? Element(series[index]) : nil }
    let (one, other) = (element(recorded), element(here))
    self.init(
      place: place(index), recorded: one?.description ?? "ends after \(recorded.count)",
      here: other?.description ?? "ends after \(here.count)",
      distance: one.flatMap { one in other.flatMap { one.distance(to: $0) } })
  }

  /// Of two texts or files, the first byte that differs, and the line it stands in; `nil` where none does.
  init?(recorded: [UInt8], here: [UInt8]) {
    guard let byte = Parting.firstByte(recorded, here) else { return nil }
    let start = here.prefix(byte).lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = here.prefix(byte).count { $0 == 0x0A } + 1
    func text(_ bytes: [UInt8]) -> String {
      guard byte < bytes.count else { return "ends after \(counted(bytes.count, "byte"))" }
      return excerpt(String(decoding: bytes[start...].prefix { $0 != 0x0A }.prefix(200), as: UTF8.self))
    }
    self.init(place: "line \(line), byte \(byte - start + 1)", recorded: text(recorded), here: text(here))
  }

  /// Of two files of weights, the first element of the first tensor that differs, in the order of their names.
  init?(weights recorded: [UInt8], here: [UInt8]) {
    guard recorded != here else { return nil }
    guard let one = try? SafetensorsFile(bytes: recorded), let other = try? SafetensorsFile(bytes: here) else {
      self.init(recorded: recorded, here: here)
      return
    }
    for (left, right) in zip(one.tensors, other.tensors) {
      guard left.name == right.name, left.shape == right.shape else {
        self.init(place: "", recorded: "\(left.name) \(left.shape)", here: "\(right.name) \(right.shape)")
        return
      }
      let index = zip(left.elements, right.elements).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }?.offset
      guard let index else { continue }
      let (mine, theirs) = (Element(left.elements[index]), Element(right.elements[index]))
      self.init(
        place: ".\(left.name)\(Parting.coordinates(index, left.shape))", recorded: mine.description, here: theirs.description,
        distance: mine.distance(to: theirs))
      return
    }
    self.init(
      place: "", recorded: counted(one.tensors.count, "tensor"), here: counted(other.tensors.count, "tensor"))
  }

  /// `[2, 7]` for an index into row-major elements.
  private static func coordinates(_ index: Int, _ shape: [Int]) -> String {
    var (rest, places): (Int, [Int]) = (index, [])
    for size in shape.reversed() where size > 0 {
      places.insert(rest % size, at: 0)
      rest /= size
    }
    return "[\(places.map(String.init).joined(separator: ", "))]"
  }

  private static func firstByte(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? (left.count == right.count ? nil : min(left.count, right.count))
  }
}
