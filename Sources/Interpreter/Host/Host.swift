public import Record

/// The host a plan is executed on, as its own files and libraries describe it.
public enum Host {
  /// The fingerprint of a host: every fact with its source and what it can affect, or why it could not be had.
  ///
  /// Privacy is by allow-list: no serial number, hardware address, user or host name, path or full environment enters.
  public static func probe(_ sources: HostSources) -> Fingerprint {
    var sheet = FactSheet()
    let files = HostFiles(root: sources.root)
    let watch = BusyWatch(files)
    let processor = Processor(files)
    let topology = Topology.probed(sources, files)
    let limits = CgroupLimits(files)
    sheet.addProcessor(processor, topology: topology)
    sheet.addTopology(topology)
    sheet.addMemory(files, process: sources.process, limits: limits)
    sheet.addLimits(sources, files, limits: limits, topology: topology)
    sheet.addSystem(files, process: sources.process)
    sheet.addFrequency(files)
    sheet.addProcess(files)
    sheet.addFirmware(files)
    sheet.addIsolation(files, process: sources.process)
    sheet.addEnvironment(sources.environment)
    sheet.addEnergy(files)
    sheet.addNumerics(sources.process)
    sheet.addLibraries(sources, files)
    sheet.addOpenedLibraries(sources)
    sheet.addProbes(sources)
    sheet.addBuild(files)
    for (name, value) in sources.declared { sheet.declare(name, value) }
    sheet.addEvidence(files)
    sheet.addClock()
    watch?.observe(into: &sheet, files)
    return sheet.fingerprint
  }
}
