internal import Record

extension HostLibrary {
  /// libcurl, which endpoints are spoken to through.
  static let curl = HostLibrary("curl", fields: ["version"]) { () throws(RunFault) in
    ["version": try HTTPClient.version()]
  }
}
