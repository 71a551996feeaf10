public import Record
internal import Text

/// The records of a file with one on each line, read one after another in memory that does not grow with them.
public struct RecordLines<Value: CanonicalLine>: ~Copyable {
  private var lines: LineReader
  /// How many lines were read.
  public private(set) var count = 0

  init(_ lines: consuming LineReader) { self.lines = lines }

  /// The next record and the bytes of its line without the line feed, or `nil` at the end of the file.
  ///
  /// - Throws: What is wrong with the line: it cannot be read, or is not canonical JSON of this shape.
  public mutating func next() throws(LineFault) -> (record: Value, bytes: [UInt8])? {
    let bytes: [UInt8]?
    do throws(LineReader.Fault) { bytes = try lines.next() } catch { throw LineFault(words: error.words) }
    guard let bytes else { return nil }
    count += 1
    do throws(RecordFault) {
      return (try Value(canonical: bytes, limits: JSON.Limits()), bytes)
    } catch {
      throw LineFault(words: excerpt(error.description))
    }
  }
}

/// Why a line is no record, in words.
public struct LineFault: Error, Hashable, Sendable {
  /// What is wrong with the line.
  public let words: String
}

extension BundleFolder {
  /// The item records of a trial, or `nil` where it names none or their file is not there.
  public func items(of trial: TrialLine) -> RecordLines<ItemRecord>? {
    guard let digest = trial.items, let lines = lines(named: digest, in: "items") else { return nil }
    return RecordLines(lines)
  }

  /// The transcripts of a trial, or `nil` where it names none or their file is not there.
  public func transcripts(of trial: TrialLine) -> RecordLines<TranscriptLine>? {
    guard let digest = trial.transcripts, let lines = lines(named: digest, in: "transcripts") else { return nil }
    return RecordLines(lines)
  }

  /// Hands over the lines of a trial's item records as they stand, without line feeds; `false` where the file cannot be read to its end.
  public func forEachItemLine(of trial: TrialLine, _ take: ([UInt8]) -> Void) -> Bool {
    guard let digest = trial.items, var lines = lines(named: digest, in: "items") else { return false }
    do throws(LineReader.Fault) {
      while let line = try lines.next() { take(line) }
      return true
    } catch {
      return false
    }
  }

  /// Hands over the lines of a file named by its digest, without line feeds; `false` where it cannot be read to its end.
  public func forEachLine(inFolder folder: String, _ digest: Digest, _ take: ([UInt8]) -> Void) -> Bool {
    guard var lines = lines(named: digest, in: folder) else { return false }
    do throws(LineReader.Fault) {
      while let line = try lines.next() { take(line) }
      return true
    } catch {
      return false
    }
  }

  /// Hands over the item records of a trial one after another.
  ///
  /// - Parameter take: Takes a record; `false` ends the reading.
  /// - Returns: Whether all lines were records; `false` also where `take` ended it.
  public func forEachItem(of trial: TrialLine, _ take: (ItemRecord) -> Bool) -> Bool {
    guard var lines = items(of: trial) else { return false }
    do {
      while let line = try lines.next() {
        guard take(line.record) else { return false }
      }
      return true
    } catch {
      return false
    }
  }
}
