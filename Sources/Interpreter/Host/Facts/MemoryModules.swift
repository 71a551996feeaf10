/// Kind, speed and number of the memory modules, where the host tells.
enum MemoryModules {
  /// From the firmware's table (DMTF DSP0134, structure type 17), which root may read, else from the memory controllers.
  static func described(_ files: HostFiles) -> [String]? {
    let table = files.bytes("/sys/firmware/dmi/tables/DMI", limit: 1 << 20).map(modules(inTable:)) ?? []
    let found = table.isEmpty ? controllers(files) : table
    return found.isEmpty ? nil : counted(found)
  }

  private static func counted(_ modules: [String]) -> [String] {
    Dictionary(grouping: modules) { $0 }.map { "\($0.value.count) x \($0.key)" }
  }

  private static func controllers(_ files: HostFiles) -> [String] {
    let base = "/sys/devices/system/edac/mc"
    return files.names(in: base).filter { $0.hasPrefix("mc") }.flatMap { controller in
      files.names(in: "\(base)/\(controller)").filter { $0.hasPrefix("dimm") }.compactMap { module in
        let folder = "\(base)/\(controller)/\(module)"
        guard let kind = files.text("\(folder)/dimm_mem_type", limit: 64), let size = files.integer("\(folder)/size"), size > 0 else {
          return nil
        }
        return "\(kind) \(size) MiB"
      }
    }
  }

  /// The modules of a table: structures one after another, each with a type, a length, its bytes, and texts that end with two zeros.
  static func modules(inTable bytes: [UInt8]) -> [String] {
    var found: [String] = []
    var start = 0
    while start + 4 <= bytes.count {
      let length = Int(bytes[start + 1])
      guard length >= 4, start + length <= bytes.count else { break }
      if bytes[start] == 17, let module = module(Array(bytes[start..<(start + length)])) { found.append(module) }
      var end = start + length
      while end + 1 < bytes.count, bytes[end] != 0 || bytes[end + 1] != 0 { end += 1 }
      start = end + 2
    }
    return found
  }

  private static func module(_ bytes: [UInt8]) -> String? {
    func word(_ offset: Int) -> Int? { offset + 1 < bytes.count ? Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 : nil }
    guard let size = word(0x0C), size != 0, size != 0xFFFF, bytes.count > 0x16 else { return nil }
    let kinds = [
      0x18: "DDR3", 0x1A: "DDR4", 0x1D: "LPDDR3", 0x1E: "LPDDR4", 0x20: "HBM", 0x21: "HBM2", 0x22: "DDR5", 0x23: "LPDDR5", 0x24: "HBM3",
    ]
    let large = size == 0x7FFF ? (word(0x1C) ?? 0) | (word(0x1E) ?? 0) << 16 : size
    // Bit 15 says that the size counts KiB; such modules are of another age.
    let gibibytes = size & 0x8000 != 0 && size != 0x7FFF ? 0 : large >> 10
    let speed = [word(0x20), word(0x15)].compactMap { $0 }.first { $0 != 0 && $0 != 0xFFFF }
    return "\(kinds[Int(bytes[0x12])] ?? "memory") \(gibibytes) GiB" + (speed.map { " \($0) MT/s" } ?? "")
  }
}
