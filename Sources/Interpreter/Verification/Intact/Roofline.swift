internal import Kernels
internal import Record

/// The least time that counted work can take on a host, whatever its maker says of it.
///
/// Two multiply-add units of the widest vectors of the instruction set and three accesses of a vector to the nearest cache in each cycle of
/// each thread, at the highest frequency: a host stays below it by far, so only what cannot be is refused.
struct Roofline {
  /// No processor that is sold has more cycles in a second.
  static let highestHertz = 6.5e9
  /// A driver may tell a frequency without its boost.
  static let boost = 1.5
  /// How many times faster than the bound a time may be before it is implausible.
  static let margin = 2.0
  /// What the clock itself may be wrong by, nanoseconds.
  static let clock = 100.0
  /// No Linux kernel runs on more processors (`NR_CPUS` on x86-64); beyond, threads take turns.
  static let mostThreads = 8192
  /// What giving a part of the work to one more thread takes at least, nanoseconds: a line of cache goes from core to core.
  static let handover = 2.0

  private let cycles: Double
  private let threads: Double
  private let vectorBytes: Double

  /// - Parameters:
  ///   - threads: Threads that compute.
  ///   - isa: The instruction set, or `nil` where a library chooses it.
  init(_ environment: Fingerprint, threads: Int, isa: String?) {
    self.init(megahertz: Roofline.megahertz(environment), threads: threads, isa: isa)
  }

  /// The frequency that a host tells, where it tells one.
  static func megahertz(_ environment: Fingerprint) -> Double? { environment.fields["cpu.max-megahertz"]?.value?.number }

  /// - Parameter megahertz: The frequency that a driver tells; `nil` for the highest that there is.
  init(megahertz: Double?, threads: Int, isa: String?) {
    self.threads = Double(min(max(1, threads), Roofline.mostThreads))
    let told = megahertz.map { $0 * 1e6 * Roofline.boost }
    cycles = self.threads * min(Roofline.highestHertz, max(told ?? Roofline.highestHertz, 1e9))
    switch isa {
    case "sse2": vectorBytes = 16
    case "avx2": vectorBytes = 32
    // Four units of 16 bytes are two of 32.
    case "neon": vectorBytes = 32
    default: vectorBytes = 64
    }
  }

  /// The least nanoseconds for so many operations on elements of a size, and so many bytes that move.
  func nanoseconds(operations: Double, elementBytes: Int, bytes: Double) -> Double {
    let lanes = vectorBytes / Double(max(1, elementBytes))
    // A multiply-add is two operations; instructions on bytes add up four products in a lane.
    let operationsPerCycle = 2 * lanes * 2 * (elementBytes == 1 ? 4 : 1)
    return max(operations / operationsPerCycle, bytes / (3 * vectorBytes)) / cycles * 1e9
  }
}

extension Roofline {
  /// The least nanoseconds of one sample of a cell: what its work must take, less the margin.
  func floor(of node: Node, in plan: [String: Node]) -> Double {
    let work: Double =
      switch node.work {
      case .kernel(let kernel):
        max(
          nanoseconds(
            operations: Double(kernel.flops.value), elementBytes: ElementType(rawValue: kernel.type)?.size ?? 1,
            bytes: Double(kernel.bytes.value)), Roofline.updates(of: kernel) / cycles * 1e9)
      case .infer(let infer): nanoseconds(operations: Roofline.operations(of: infer, plan), elementBytes: 4, bytes: 0)
      // The others say their least themselves.
      default: 0
      }
    let floor = max(max(work, Roofline.leastOfAnyCores(work * threads)) / Roofline.margin - Roofline.clock, Double(node.leastSample))
    return max(floor, Roofline.inTurn(node.work))
  }

  /// The least nanoseconds of work that takes so many on one thread, on as many threads as one likes: each takes a while to get its part.
  ///
  /// On n threads it takes work / n, and n times the handover; of both the greater is least where they are equal. So no number of threads
  /// that somebody invents makes a sample faster.
  static func leastOfAnyCores(_ work: Double) -> Double { (work * handover).squareRoot() }

  /// How many words that nobody foresees are changed, each in a cycle of a thread at least.
  private static func updates(of kernel: KernelWork) -> Double {
    guard kernel.operation == "random-access" else { return 0 }
    let (updates, levels) = (kernel.parameters["updates"] ?? 0, kernel.parameters["levels"] ?? 0)
    return Double(max(0, updates)) * Double(UInt64(1) << UInt64(min(max(0, levels), 62)))
  }

  /// The least nanoseconds of steps that no number of threads takes at once: loads that depend on one another and updates of one word,
  /// at a cycle each, blocks of a file and messages, each a call of the system.
  private static func inTurn(_ work: Work) -> Double {
    guard case .kernel(let kernel) = work else { return 0 }
    func parameter(_ name: String) -> Double { Double(max(0, kernel.parameters[name] ?? 0)) }
    let cycle = 1e9 / highestHertz
    switch kernel.operation {
    case "pointer-chase": return parameter("steps") * cycle
    case "atomic-add", "atomic-swap": return parameter("updates") / max(1, parameter("cells")) * cycle
    case "storage-read", "storage-write": return parameter("blocks") / max(1, parameter("depth")) * systemCall
    case "loopback-latency": return parameter("messages") * 2 * systemCall
    case "loopback-throughput": return parameter("messages") * systemCall
    default: return 0
    }
  }

  /// What a call of the system takes at least, nanoseconds.
  private static let systemCall = 20.0

  /// Each parameter of the served model takes part in one multiply-add for each row at least.
  private static func operations(of infer: InferWork, _ plan: [String: Node]) -> Double {
    guard case .train(let training)? = plan[infer.model]?.work, !training.readsText,
      let architecture = try? training.architecture(vocabulary: 0), let parameters = try? architecture.parameterCount()
    else { return 0 }
    let rows = if case .offline(let queries, _) = infer.scenario { Double(queries) } else { 1.0 }
    // Biases are added only.
    return rows * Double(parameters)
  }
}
