import Kernels
import Peers

/// Etalon's own kernels.
@safe struct Etalon: Contender {
  private let engine: Engine
  private let pool: OpaquePointer
  private let set: CInt
  private let products: Products

  init(threads: Int) throws {
    engine = try Engine(threads: threads)
    guard let pool = unsafe ek_pool_create(CInt(threads)) else { throw Missing("no threads") }
    unsafe self.pool = pool
    set = widestSet()
    unsafe products = Products(pool: pool, set: set)
  }

  var facts: [(name: String, value: String)] {
    [("instruction set", engine.instructionSet.rawValue), ("threads", String(engine.threads))]
  }

  func job(_ request: Request) throws -> any Job {
    switch request.words.first {
    case "gemm", "gemv":
      return try products.job(request)
    case "exact-sum":
      let n = request["n", default: 1 << 20]
      return try unsafe PeerJob { unsafe etalon_exact_create(pool, set, n, $0, $1) }
    case "peak":
      let (wide, threads) = (CInt(request.words.last == "f64" ? 1 : 0), CInt(engine.threads))
      let flops = Double(request["flops", default: 1 << 24])
      return try unsafe PeerJob { unsafe peer_peak_create(wide, flops, threads, $0, $1) }
    case "train":
      return try trainingJob(request, engine: engine)
    case let name?:
      guard let function = unaryFunctions[name] else { return try catalogueJob(request) }
      let n = request["n", default: 1 << 16]
      return try unsafe PeerJob { unsafe etalon_unary_create(pool, set, function, n, $0, $1) }
    case nil:
      throw Missing("no operation in the request")
    }
  }

  /// Any other operation, by its name in the catalogue.
  private func catalogueJob(_ request: Request) throws -> any Job {
    guard let name = request.words.first, let type = request.words.dropFirst().first.flatMap(ElementType.init) else {
      throw Missing("no operation and type in the request")
    }
    var stream = RandomStream(Operation.goldenKey)
    let kernel = try Operation.named(name).prepare(
      type: type, parameters: request.integers, stream: &stream, engine: engine)
    return ClosureJob { try kernel.run() }
  }

  /// The mean error of a product beside that of a plain chain, averaged over a few seeds.
  func errors(_ request: Request) throws -> (etalon: Double, chain: Double) {
    let kinds = ["uniform01": CInt(0), "uniform": 1, "normal": 2]
    guard let kind = kinds[request.values["data"] ?? ""] else { throw Missing("no such data") }
    let seeds = request["seeds", default: 4]
    var sum = peer_errors()
    for seed in 1...seeds {
      var one = peer_errors()
      let status = unsafe peer_product_errors(pool, set, kind, request["k", default: 512], UInt64(seed), &one)
      guard status == 0 else { throw Missing("no memory") }
      sum.etalon += one.etalon
      sum.chain += one.chain
    }
    return (sum.etalon / Double(seeds), sum.chain / Double(seeds))
  }
}
