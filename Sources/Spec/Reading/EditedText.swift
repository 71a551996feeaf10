/// A source as the parser gets it, with mistakes mended so that what follows them can be checked too.
///
/// Each byte knows where it stands in the source, so places are always those of the file.
struct EditedText {
  let source: SourceText
  private(set) var bytes: [UInt8]
  /// Where the first byte stands in the source.
  private let start: Int
  /// Where each byte, and the end, stands in the source; empty while nothing is changed.
  private var origins: [Int] = []

  /// Bytes to put in place of others; ranges count in the text that is edited.
  struct Edit: Hashable {
    let range: Range<Int>
    let replacement: String

    init(_ range: Range<Int>, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// The source from an offset on, without a byte order mark.
  init(_ source: SourceText, from offset: Int = 0) {
    self.source = source
    start = offset == 0 && source.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : offset
    bytes = Array(source.bytes[start...])
  }

  /// Where a place of the source stands in the text, as long as nothing is edited.
  func offset(of origin: Int) -> Int { min(max(origin - start, 0), bytes.count) }

  /// A part of it as a text of its own.
  func part(_ range: Range<Int>) -> EditedText {
    var part = self
    part.bytes = Array(bytes[range])
    part.origins = (range.lowerBound...range.upperBound).map(origin)
    return part
  }

  /// Whether it differs from the source.
  var isEdited: Bool { !origins.isEmpty }

  /// Where a byte stands in the source.
  func origin(_ at: Int) -> Int {
    origins.isEmpty ? start + min(at, bytes.count) : origins[min(max(at, 0), bytes.count)]
  }

  /// Where a range of bytes stands in the source.
  func span(_ range: Range<Int>) -> Span {
    let low = origin(range.lowerBound)
    return Span(source, low..<max(low, origin(range.upperBound)))
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self) }

  /// The text with edits made; of two that overlap, the first.
  func replacing(_ edits: [Edit]) -> EditedText {
    guard !edits.isEmpty else { return self }
    var result = self
    (result.bytes, result.origins) = ([], [])
    result.bytes.reserveCapacity(bytes.count + 64)
    result.origins.reserveCapacity(bytes.count + 65)
    var at = 0
    func keep(to end: Int) {
      result.bytes += bytes[at..<end]
      for index in at..<end { result.origins.append(origin(index)) }
    }
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= at, edit.range.upperBound <= bytes.count else { continue }
      keep(to: edit.range.lowerBound)
      result.bytes += edit.replacement.utf8
      for _ in edit.replacement.utf8 { result.origins.append(origin(edit.range.lowerBound)) }
      at = edit.range.upperBound
    }
    keep(to: bytes.count)
    result.origins.append(origin(bytes.count))
    return result
  }

  // MARK: - Lines

  /// The bytes of the line that holds an offset, without what ends it.
  func line(at offset: Int) -> Range<Int> {
    var low = min(offset, bytes.count)
    while low > 0, !isBreak(low - 1) { low -= 1 }
    var high = min(offset, bytes.count)
    while high < bytes.count, !isBreak(high) { high += 1 }
    return low..<high
  }

  /// The same for a line that reaches no further than so many bytes to each side of the offset, else `nil`.
  ///
  /// Complexity: O(`reach`).
  func line(at offset: Int, within reach: Int) -> Range<Int>? {
    let near = max(0, offset - reach)..<min(bytes.count, offset + reach)
    let low = near.lowerBound == 0 ? true : bytes[near.lowerBound..<offset].contains { $0 == 0x0A || $0 == 0x0D }
    let high = near.upperBound == bytes.count ? true : bytes[offset..<near.upperBound].contains { $0 == 0x0A || $0 == 0x0D }
    return low && high ? line(at: offset) : nil
  }

  /// The line before a line, or `nil`.
  func line(before line: Range<Int>) -> Range<Int>? {
    guard line.lowerBound > 0 else { return nil }
    var end = line.lowerBound - 1
    if end > 0, bytes[end] == 0x0A, bytes[end - 1] == 0x0D { end -= 1 }
    return self.line(at: end)
  }

  /// The line after a line, or `nil`.
  func line(after line: Range<Int>) -> Range<Int>? {
    guard line.upperBound < bytes.count else { return nil }
    var start = line.upperBound + 1
    if bytes[line.upperBound] == 0x0D, start < bytes.count, bytes[start] == 0x0A { start += 1 }
    return start <= bytes.count ? self.line(at: start) : nil
  }

  private func isBreak(_ at: Int) -> Bool { bytes[at] == 0x0A || bytes[at] == 0x0D }
}

/// Where each Unicode scalar of a text begins, in bytes: libyaml counts scalars, places are counted in bytes.
struct ScalarOffsets {
  private let end: Int
  /// Empty for ASCII, where both counts are the same.
  private let offsets: [UInt32]

  init(_ bytes: [UInt8]) {
    end = bytes.count
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      offsets = []
      return
    }
    offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }.map { UInt32($0) }
  }

  func byte(_ scalar: Int) -> Int {
    if offsets.isEmpty { return min(scalar, end) }
    return scalar < offsets.count ? Int(offsets[scalar]) : end
  }

  func bytes(_ scalars: Range<Int>) -> Range<Int> {
    let low = byte(scalars.lowerBound)
    return low..<max(low, byte(scalars.upperBound))
  }
}
