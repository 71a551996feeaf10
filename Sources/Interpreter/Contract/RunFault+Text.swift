extension RunFault {
  /// A fault by the text of its code.
  init(_ code: String, _ message: String, help: String? = nil, isLocal: Bool = false) {
    self.init(Code(rawValue: code) ?? .unexpected, message, help: help)
  }
}
