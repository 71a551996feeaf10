internal import Record
internal import Text

extension Permissions {
  /// Why a subject may not be spoken to; `nil` where it may, and where its address cannot be read, which the trial says.
  func missing(for subject: SubjectPlan?) -> RunFault? {
    let kind = try? subject?.resolved()
    if kind is PythonSubject || kind is ScriptSubject { return commands ? nil : .notAllowed("--allow command") }
    guard let endpoint = kind as? EndpointSubject, let address = try? EndpointAddress(endpoint.url) else {
      return nil
    }
    do throws(RunFault) {
      try check(address)
      return nil
    } catch {
      return error
    }
  }

  /// Refuses an address that may not be spoken to.
  ///
  /// - Throws: `notAllowed`.
  func check(_ address: EndpointAddress) throws(RunFault) {
    guard !address.isAllowed(by: self) else { return }
    throw .notAllowed("--allow \(shellQuoted("network=\(address.authority)"))")
  }
}
