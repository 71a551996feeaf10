extension Operation {
  /// Access to memory that is not in order, and updates that threads contend for.
  static let memory = [pointerChase, randomAccess, atomicAdd, atomicSwap]

  /// The latency of a load, by a chain that goes through all lines in random order.
  static let pointerChase = Operation(
    name: "pointer-chase",
    summary: "follows a random cycle of lines of 64 bytes on one thread: each load gives the address of the next",
    types: [.u64],
    parameters: [
      OperationParameter("lines", "lines of the cycle; 64 bytes each are the working set", in: 1...(1 << 30), default: 1 << 20),
      OperationParameter("steps", "loads, no fewer than lines", in: 1...(1 << 40), default: 1 << 22),
    ],
    revision: 1,
    profile: .exactWords,
    throughput: .accesses,
    goldenParameters: ["lines": 101, "steps": 1003],
    golden: [.u64: 0x0615_fbae_b065_f41a],
    count: { request throws(KernelError) in
      guard request["steps"] >= request["lines"] else {
        throw KernelError(
          .shapeMismatch, "\(request["steps"]) steps do not reach each of \(request["lines"]) lines",
          hint: "make `steps` a few times `lines`", setting: "steps")
      }
      let (lines, steps) = (SizeArithmetic(request["lines"]), SizeArithmetic(request["steps"]))
      return Count(
        flops: SizeArithmetic(0), bytes: steps * 8, memory: lines * (64 + 8 + 4), shape: [2], accesses: steps,
        areChained: true)
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let (next, out) = (try Buffer<UInt64>(request["lines"]), try Buffer<UInt64>(2))
      let chain = try Buffer<UInt64>(8 * next.count)
      try engine.cycle(&stream, into: next)
      let input = NamedInput("next", next) { () throws(KernelError) in
        if next.isCycle { return }
        throw KernelError(.invalidData, "next is no cycle of all lines", hint: "give a permutation with one cycle")
      }
      return try BufferKernel(cost, inputs: [input], output: out, derive: { chain.lay(chain: next) }) {
        engine.chase(chain, into: out, steps: request["steps"])
      }
    })

  /// Updates of random words of a table: GUPS.
  static let randomAccess = Operation(
    name: "random-access",
    summary: "combines random words of a table with a shift register's states, as HPC Challenge's RandomAccess does, none lost",
    types: [.u64],
    parameters: [
      OperationParameter("levels", "logarithm to the base 2 of the table's words", in: 1...34, default: 24),
      OperationParameter("updates", "updates for each word of the table", in: 1...64, default: 4),
    ],
    revision: 1,
    profile: .exactWords,
    throughput: .accesses,
    goldenParameters: ["levels": 9, "updates": 5],
    golden: [.u64: 0x8108_8884_ed1a_4556],
    count: { request in
      let words = SizeArithmetic(1 << request["levels"])
      let updates = words * request["updates"]
      return Count(
        flops: SizeArithmetic(0), bytes: updates * 16, memory: words * 8, shape: [1 << request["levels"]], accesses: updates)
    },
    make: { (request, cost, stream, engine) throws(KernelError) in
      let table = RandomTable(try Buffer<UInt64>(1 << request["levels"]), try Buffer<UInt64>(1), request, engine)
      table.start.fill([max(1, stream.next())])
      return try BufferKernel(cost, inputs: [table.input], output: table.words, settle: { table.settle() }) { table.update() }
    })

  /// Additions to the same words by all threads.
  static let atomicAdd = atomic(
    "atomic-add", .add, "adds to words that all threads share, by fetch-and-add; each word has a line of its own",
    golden: 0x94d5_33a7_b343_7978)

  /// The same by compare-and-swap.
  static let atomicSwap = atomic(
    "atomic-swap", .swap, "adds to words that all threads share, by compare-and-swap until it succeeds; each word has a line of its own",
    golden: 0x94d5_33a7_b343_7978)

  private static func atomic(_ name: String, _ kind: AtomicUpdate, _ summary: String, golden: UInt64) -> Operation {
    Operation(
      name: name,
      summary: summary,
      types: [.u64],
      parameters: [
        OperationParameter("updates", "updates of all threads together", in: 1...(1 << 40), default: 1 << 20),
        OperationParameter("cells", "words that are updated in turn; 1 is the most contention", in: 1...4096, default: 1),
      ],
      revision: 1,
      profile: .exactWords,
      throughput: .accesses,
      goldenParameters: ["updates": 5003, "cells": 3],
      golden: [.u64: golden],
      count: { request in
        let (updates, cells) = (SizeArithmetic(request["updates"]), SizeArithmetic(request["cells"]))
        return Count(
          flops: SizeArithmetic(0), bytes: updates * 16, memory: cells * 72 + SizeArithmetic(512), shape: [request["cells"]],
          accesses: updates)
      },
      make: { (request, cost, stream, engine) throws(KernelError) in
        let (terms, out) = (try Buffer<UInt64>(64), try Buffer<UInt64>(request["cells"]))
        let lines = try Buffer<UInt64>(8 * out.count)
        try engine.words(&stream, into: terms)
        return try BufferKernel(cost, inputs: [NamedInput("terms", terms)], output: out) {
          engine.atomic(kind, terms, lines, into: out, updates: request["updates"])
        }
      })
  }
}

/// A table under random updates, which are their own inverse: every other repetition leaves the table as it was at first.
private final class RandomTable {
  let words: Buffer<UInt64>
  let start: Buffer<UInt64>
  private let levels: Int
  private let updates: Int
  private let engine: Engine
  private var repetitions = 0

  init(_ words: Buffer<UInt64>, _ start: Buffer<UInt64>, _ request: Operation.Request, _ engine: Engine) {
    self.words = words
    self.start = start
    self.engine = engine
    levels = request["levels"]
    updates = request["updates"] << levels
    words.fillWithIndices()
  }

  /// The register's state before the first update.
  var input: NamedInput {
    NamedInput("start", start) { [start] () throws(KernelError) in
      guard start.array == [0] else { return }
      throw KernelError(.invalidData, "start is 0", hint: "give a state of the register that is not 0: it would stay 0")
    }
  }

  func update() {
    engine.randomAccess(start.prefix(1).first ?? 1, words, levels: levels, updates: updates)
    repetitions += 1
  }

  /// Brings the table into the state after an odd number of repetitions.
  func settle() { if repetitions > 0, repetitions % 2 == 0 { update() } }
}
