extension ItemRecord {
  public func json() throws(RecordFault) -> JSON {
    do {
      return try JSON(parsing: try canonicalBytes())
    } catch let fault as RecordFault {
      throw fault
    } catch {
      throw RecordFault(code: "wrong-shape", pointer: "", message: "\(error)")
    }
  }

  /// The record as its line has it; there are millions of them, so no tree is made.
  public func canonicalBytes() throws(RecordFault) -> [UInt8] {
    var writer = MemberWriter(capacity: 320)
    writer.open()
    writer.add("cluster", cluster)
    if let extracted {
      writer.name("extracted")
      writer.open()
      writer.add("end", extracted.end)
      writer.add("rule", extracted.rule)
      writer.add("start", extracted.start)
      writer.add("text", extracted.text)
      writer.close()
    }
    writer.add("id", id)
    writer.add("order", order)
    writer.add("outcome", outcome.rawValue)
    writer.add("position", position)
    writer.add("reason", reason)
    writer.add("right", right)
    writer.name("scores")
    writer.open()
    for (name, score) in scores.sorted(by: { JSON.precedes($0.key, $1.key) }) {
      writer.name(of: name)
      writer.text(score.recordText)
    }
    writer.close()
    writer.add("sealed", sealed)
    writer.add("stratum", stratum)
    writer.add("transcript", transcript)
    writer.add("variant", variant)
    writer.close()
    return writer.bytes
  }
}

extension ItemRecord {
  public static func quick(_ bytes: [UInt8], _ limits: JSON.Limits) -> ItemRecord? {
    guard let tape = try? CanonicalTape(bytes, limits: limits) else { return nil }
    var record = ItemRecord(position: 0, outcome: .error)
    var (outcome, position, scores) = (nil as ItemOutcome?, nil as Int?, nil as [String: Rational]?)
    let isRead = tape.forEachMember(of: 0) { name, value in
      switch name {
      case "cluster": tape.set(&record.cluster, tape.text(value))
      case "extracted": tape.set(&record.extracted, Extracted(tape, value))
      case "id": tape.set(&record.id, tape.text(value))
      case "order": tape.set(&record.order, tape.integers(value))
      case "outcome": tape.set(&outcome, tape.text(value).flatMap(ItemOutcome.init))
      case "position": tape.set(&position, tape.integer(value))
      case "reason": tape.set(&record.reason, tape.text(value))
      case "right": tape.set(&record.right, tape.integers(value))
      case "scores": tape.set(&scores, tape.scores(value))
      case "sealed": tape.set(&record.sealed, tape.text(value).flatMap { Digest(hex: $0) })
      case "stratum": tape.set(&record.stratum, tape.text(value))
      case "transcript": tape.set(&record.transcript, tape.text(value).flatMap { Digest(hex: $0) })
      case "variant": tape.set(&record.variant, tape.text(value))
      default: false
      }
    }
    guard isRead, let outcome, let position, let scores else { return nil }
    (record.outcome, record.position, record.scores) = (outcome, position, scores)
    return record
  }
}

extension ItemRecord.Extracted {
  fileprivate init?(_ tape: CanonicalTape, _ position: Int) {
    self.init(rule: "", text: "", start: 0, end: 0)
    var count = 0
    let isRead = tape.forEachMember(of: position) { name, value in
      count += 1
      return switch name {
      case "end": tape.set(&self.end, tape.integer(value))
      case "rule": tape.set(&self.rule, tape.text(value))
      case "start": tape.set(&self.start, tape.integer(value))
      case "text": tape.set(&self.text, tape.text(value))
      default: false
      }
    }
    guard isRead, count == 4 else { return nil }
  }
}

extension CanonicalTape {
  /// Hands over the members of an object; `false` where it is none, and as soon as a member is refused.
  fileprivate func forEachMember(of position: Int, _ take: (_ name: String, _ value: Int) -> Bool) -> Bool {
    guard tokens[position].kind == .object else { return false }
    var place = position + 1
    while place < Int(tokens[position].next) {
      guard let name = text(place), take(name, place + 1) else { return false }
      place = Int(tokens[place + 1].next)
    }
    return true
  }

  /// Puts a value in its place, where there is one.
  fileprivate func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  fileprivate func set<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
    place = value
    return value != nil
  }

  fileprivate func integers(_ position: Int) -> [Int]? {
    guard tokens[position].kind == .array else { return nil }
    var numbers: [Int] = []
    var place = position + 1
    while place < Int(tokens[position].next) {
      guard let number = integer(place) else { return nil }
      numbers.append(number)
      place = Int(tokens[place].next)
    }
    return numbers
  }

  fileprivate func scores(_ position: Int) -> [String: Rational]? {
    var scores: [String: Rational] = [:]
    return forEachMember(of: position) { name, value in set(&scores[name], score(value)) } ? scores : nil
  }

  /// A score in its one spelling.
  fileprivate func score(_ position: Int) -> Rational? {
    guard let text = text(position), let score = Rational(recordText: text), isSpelledAlike(score.recordText, text) else { return nil }
    return score
  }
}
