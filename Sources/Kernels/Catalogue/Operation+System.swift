extension Operation {
  /// What the system moves and no kernel computes: blocks of a file, messages over the loopback network.
  ///
  /// The catalogue describes them; a backend that has files and sockets prepares them.
  public static let system = [loopbackLatency, loopbackThroughput, storageRead, storageWrite]

  /// Whether the system does it, and not the processor alone.
  public var isOfSystem: Bool { Operation.system.contains { $0.name == name } }

  private static let storageParameters = [
    OperationParameter("blocks", "blocks of the file", in: 1...(1 << 28), default: 256),
    OperationParameter("block", "bytes of a block, a multiple of 512", in: 512...(1 << 30), default: 1 << 20),
    OperationParameter("random", "1 to take the blocks in random order, each once", in: 0...1, default: 0),
    OperationParameter("depth", "requests under way at once, each from a thread of its own", in: 1...256, default: 1),
    OperationParameter("direct", "1 to go past the page cache (O_DIRECT)", in: 0...1, default: 1),
  ]

  /// Reads of a file in the scratch folder.
  static let storageRead = system(
    "storage-read", "reads each block of a file in the scratch folder once", storageParameters, .bytes, unit: "block", count: "blocks",
    moved: 1, buffers: 1)

  /// Writes to a file in the scratch folder.
  static let storageWrite = system(
    "storage-write", "writes each block of a file in the scratch folder once, over what stands there",
    storageParameters + [
      OperationParameter(
        "sync", "when the file is synchronized: 0 never, 1 once at the end, 2 after each block", in: 0...2, default: 1)
    ], .bytes, unit: "block", count: "blocks", moved: 1, buffers: 2)

  /// A ping-pong over the loopback network.
  static let loopbackLatency = system(
    "loopback-latency", "sends messages over TCP on 127.0.0.1 and waits for each to come back",
    [
      OperationParameter("messages", "messages, one after another", in: 1...(1 << 24), default: 1000),
      OperationParameter("size", "bytes of a message", in: 1...(1 << 24), default: 1),
    ], .accesses, unit: "size", count: "messages", moved: 2, buffers: 2)

  /// A stream over the loopback network.
  static let loopbackThroughput = system(
    "loopback-throughput", "sends messages over TCP on 127.0.0.1 and waits for one answer at the end",
    [
      OperationParameter("messages", "messages, one after another", in: 1...(1 << 24), default: 256),
      OperationParameter("size", "bytes of a message", in: 1...(1 << 30), default: 1 << 20),
    ], .bytes, unit: "size", count: "messages", moved: 1, buffers: 2)

  /// - Parameters:
  ///   - unit: The parameter that holds the bytes of one request.
  ///   - number: The parameter that holds the number of requests.
  ///   - moved: How often each byte moves.
  ///   - buffers: Copies of all bytes in memory.
  private static func system(
    _ name: String, _ summary: String, _ parameters: [OperationParameter], _ throughput: Throughput, unit: String, count number: String,
    moved: Int, buffers: Int
  ) -> Operation {
    Operation(
      name: name, summary: summary, types: [.u8], parameters: parameters, revision: 1, profile: .exactWords, throughput: throughput,
      goldenParameters: [:], golden: [:],
      count: { request throws(KernelError) in
        if parameters.contains(where: { $0.name == "direct" }), request[unit] % 512 != 0 {
          throw KernelError(
            .parameterOutOfRange, "a block of \(request[unit]) bytes is no multiple of 512", hint: "make it one", setting: unit)
        }
        let requests = SizeArithmetic(request[number])
        let bytes = requests * request[unit]
        return Count(
          flops: SizeArithmetic(0), bytes: bytes * moved, memory: bytes * buffers, shape: [1], accesses: requests,
          areChained: throughput == .accesses || request["depth"] == 1)
      },
      make: { (_, _, _, _) throws(KernelError) in
        throw KernelError(.unsupportedOperation, "the processor alone has no \(name)", hint: "it is the system's")
      })
  }
}
