extension Permissions {
  /// Refuses an address that may not be spoken to.
  ///
  /// - Throws: `notAllowed`.
  func check(_ address: EndpointAddress) throws(RunFault) {
    guard !address.isAllowed(by: self) else { return }
    throw .notAllowed("--allow network=\(address.authority)")
  }
}
