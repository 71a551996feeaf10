extension Transcript {
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
