internal import Record
internal import Text

extension ItemReader {
  /// Everything that is wrong with a dataset of items, line by line.
  ///
  /// Complexity: O(n).
  static func faults(of bytes: [UInt8], as input: InputPlan) -> DataFaults {
    var faults = DataFaults()
    do throws(RunFault) {
      guard let format = input.format, format.word == JSONLinesFormat.word else {
        throw RunFault(.noItems, "dataset \(quoted(input.id)) is not JSON Lines", help: "give it `format: { jsonl: … }`")
      }
      try ItemReader(bytes, format: format, name: input.id).lookInto(bytes, &faults)
    } catch {
      faults.add(DataFault(error))
    }
    return faults
  }

  private func lookInto(_ bytes: [UInt8], _ faults: inout DataFaults) throws(RunFault) {
    var (start, line, count) = (0, 0, 0)
    var ids: [String: Int] = [:]
    if bytes.starts(with: byteOrderMark) {
      faults.add(fault("the file begins with a byte order mark", help: "save it as plain UTF-8", line: 1, 0..<byteOrderMark.count))
      start = byteOrderMark.count
    }
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      line += 1
      do throws(RunFault) {
        let item = try item(Array(bytes[start..<end]), line: line, position: count)
        count += 1
        if let id = item.id, let first = ids.updateValue(line, forKey: id) {
          faults.add(fault("the line has the id \(quoted(id)) of line \(first)", help: "give every item an id of its own", line: line, start..<end))
        }
      } catch {
        faults.add(fault(error.message, help: error.help, line: line, start..<end))
      }
      start = end + 1
    }
    guard line == 0 else { return }
    throw RunFault(.badItems, "dataset `\(name)` has no items", help: "write one JSON object a line")
  }

  private func fault(_ message: String, help: String?, line: Int, _ range: Range<Int>) -> DataFault {
    // What the reader of single lines says names the dataset and the line, which the place says already.
    let prefix = "dataset `\(name)`, line \(line)"
    let clause = message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count).drop { $0 != " " }.dropFirst()) : message
    return DataFault(.badItems, clause, help: help, at: DataFault.Place(range, line: line))
  }
}
