extension ItemRecord {
  public func json() throws(RecordFault) -> JSON {
    func count(_ number: Int) -> JSON { .number(Double(number)) }
    var members: [JSON.Object.Member] = []
    func add(_ name: String, _ value: JSON?) { if let value { members.append(JSON.Object.Member(name, value)) } }
    add("cluster", cluster.map { .string($0) })
    add(
      "extracted",
      extracted.map { ["end": count($0.end), "rule": .string($0.rule), "start": count($0.start), "text": .string($0.text)] })
    add("id", id.map { .string($0) })
    add("order", order.map { .array($0.map(count)) })
    add("outcome", .string(outcome.rawValue))
    add("position", count(position))
    add("reason", reason.map { .string($0) })
    add("right", right.map { .array($0.map(count)) })
    add("scores", .object(JSON.Object(scores.map { JSON.Object.Member($0.key, .string($0.value.recordText)) })))
    add("sealed", sealed.map { .string($0.hex) })
    add("stratum", stratum.map { .string($0) })
    add("transcript", transcript.map { .string($0.hex) })
    add("variant", variant.map { .string($0) })
    return .object(JSON.Object(members))
  }
}
