extension Transcript {
  /// The transcript as its line has it; there are millions of them, so no tree is made.
  public func canonicalBytes() throws(RecordFault) -> [UInt8] {
    var writer = MemberWriter(capacity: 512 + response.utf8.count * 5 / 4)
    writer.open()
    writer.add("exchange", exchange.recordText)
    writer.add("fault", fault)
    writer.add("redactions", redactions)
    writer.add("request", request)
    writer.add("response", response)
    writer.add("status", status)
    writer.close()
    return writer.bytes
  }

  public func json() throws(RecordFault) -> JSON {
    var members = [JSON.Object.Member("exchange", .string(exchange.recordText))]
    if let fault { members.append(JSON.Object.Member("fault", .string(fault))) }
    if let redactions { members.append(JSON.Object.Member("redactions", .number(Double(redactions)))) }
    members += [
      JSON.Object.Member("request", request), JSON.Object.Member("response", .string(response)),
      JSON.Object.Member("status", .number(Double(status))),
    ]
    return .object(JSON.Object(members))
  }

  public init(json: JSON) throws(RecordFault) {
    func count(_ value: JSON?) -> Int? { value?.number.flatMap { Int(exactly: $0) } }
    guard let object = json.object, let exchange = json["exchange"]?.text.flatMap(Exchange.init(recordText:)),
      let request = json["request"], let response = json["response"]?.text, let status = count(json["status"]),
      object.members.count == 4 + (json["fault"]?.text == nil ? 0 : 1) + (count(json["redactions"]) == nil ? 0 : 1)
    else {
      // The coding says what is wrong, and where.
      try self.init(decoding: json)
      return
    }
    self.init(
      exchange: exchange, request: request, status: status, response: response, fault: json["fault"]?.text,
      redactions: count(json["redactions"]))
    guard exchange.recordText.utf8.elementsEqual(json["exchange"]?.text?.utf8 ?? "".utf8) else {
      try self.init(decoding: json)
      return
    }
  }
}

extension Transcript {
  public static func quick(_ bytes: [UInt8], _ limits: JSON.Limits) -> Transcript? {
    guard let tape = try? CanonicalTape(bytes, limits: limits), tape.tokens[0].kind == .object else { return nil }
    var (members, place) = (0, 1)
    while place < Int(tape.tokens[0].next) {
      members += 1
      place = Int(tape.tokens[place + 1].next)
    }
    func value(_ name: String) -> Int? { tape.member(name, of: 0).map { $0 + 1 } }
    let (fault, redactions) = (value("fault").flatMap(tape.text), value("redactions").flatMap(tape.integer))
    guard let text = value("exchange").flatMap(tape.text), let exchange = Exchange(recordText: text),
      exchange.recordText.utf8.elementsEqual(text.utf8), let request = value("request").flatMap(tape.json),
      let response = value("response").flatMap(tape.text), let status = value("status").flatMap(tape.integer),
      members == 4 + (fault == nil ? 0 : 1) + (redactions == nil ? 0 : 1)
    else { return nil }
    return Transcript(exchange: exchange, request: request, status: status, response: response, fault: fault, redactions: redactions)
  }
}
