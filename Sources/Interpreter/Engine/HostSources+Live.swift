extension HostLibrary {
  /// Every library that this release opens at run time.
  public static let all: [HostLibrary] = [.hwloc, .openblas, .curl]
}

extension HostSources {
  /// This host.
  ///
  /// Without a library its facts come from files alone; what cannot be had so is absent with the reason.
  public static func live(opening libraries: Set<HostLibrary> = []) -> HostSources {
    var sources = HostSources.current
    sources.libraries = HostLibrary.all
    sources.opens = libraries
    sources.runsNumericProbes = true
    return sources
  }
}
