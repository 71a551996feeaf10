import Kernels
import Peers

/// Who computes: Etalon or one of its peers.
protocol Contender {
  /// What the table says about it, by name.
  var facts: [(name: String, value: String)] { get }
  func job(_ request: Request) throws -> any Job
}

/// Vector functions, scalar functions and plain loops of C, and FFTW.
struct CLibrary: Contender {
  enum Kind: String { case libmvec, libm, loop, fftw }

  let kind: Kind
  let threads: Int

  var facts: [(name: String, value: String)] { [] }

  func job(_ request: Request) throws -> any Job {
    let operation = request.words.first ?? ""
    let n = request["n", default: 1 << 16]
    if kind == .fftw {
      guard operation == "fft" else { throw Missing("FFTW transforms only") }
      let wide: CInt = request.words.last == "f64" ? 1 : 0
      let (size, batch) = (1 << request["levels", default: 10], request["batch", default: 1])
      return try unsafe PeerJob { unsafe peer_fftw_create(wide, size, batch, CInt(threads), $0, $1) }
    }
    if let stream = streams[operation] {
      return try unsafe PeerJob { unsafe peer_stream_create(stream, n, CInt(threads), $0, $1) }
    }
    guard let function = unaryFunctions[operation] else { throw Missing("C has no \(operation)") }
    let how = kind == .libmvec ? PEER_LIBMVEC : kind == .libm ? PEER_LIBM : PEER_LOOP
    return try unsafe PeerJob { unsafe peer_unary_create(CInt(how), function, n, CInt(threads), $0, $1) }
  }

  private let streams = [
    "stream-copy": CInt(EK_STREAM_COPY), "stream-scale": CInt(EK_STREAM_SCALE), "stream-add": CInt(EK_STREAM_ADD),
    "stream-triad": CInt(EK_STREAM_TRIAD),
  ]
}

/// Matrix products by a library, or by Etalon's kernels where no library is given.
@safe struct Products {
  private let pool: OpaquePointer
  private let set: CInt
  private let blas: OpaquePointer?

  /// - Parameters:
  ///   - pool: threads for Etalon's products, and for drawing operands.
  ///   - set: Etalon's number of the instruction set.
  init(pool: OpaquePointer, set: CInt, blas: OpaquePointer? = nil) {
    unsafe self.pool = pool
    self.set = set
    unsafe self.blas = blas
  }

  func job(_ request: Request) throws(Missing) -> any Job {
    let (m, k) = (request["m", default: 1], request["k", default: 1])
    let product = peer_product(
      f64: request.words.contains("f64") ? 1 : 0, vector: request.words.first == "gemv" ? 1 : 0,
      transpose_a: CInt(request["transpose-a", default: 0]), transpose_b: CInt(request["transpose-b", default: 0]),
      prepacked: CInt(request["prepacked", default: 0]), m: m, n: request["n", default: 1], k: k)
    if request.words.contains("i8") {
      return try unsafe PeerJob { unsafe peer_bytes_create(product, pool, set, blas, $0, $1) }
    }
    return try unsafe PeerJob { unsafe peer_product_create(product, pool, set, blas, $0, $1) }
  }
}

/// A BLAS library.
@safe struct BLAS: Contender {
  private let library: OpaquePointer
  private let products: Products

  init(path: String, threads: Int) throws {
    var why = [CChar](repeating: 0, count: 200)
    let opened = unsafe why.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe peer_blas_open(path, CInt(threads), $0, buffer.count) }
    }
    guard let library = unsafe opened, let pool = unsafe ek_pool_create(1) else { throw Missing(text(why)) }
    unsafe self.library = library
    unsafe products = Products(pool: pool, set: widestSet(), blas: library)
  }

  func job(_ request: Request) throws -> any Job {
    guard ["gemm", "gemv"].contains(request.words.first) else { throw Missing("BLAS multiplies only") }
    return try products.job(request)
  }

  var facts: [(name: String, value: String)] {
    let parts: [(String, (OpaquePointer, UnsafeMutablePointer<CChar>, Int) -> Void)] = unsafe [
      ("core", { unsafe peer_blas_core($0, $1, $2) }), ("version", { unsafe peer_blas_version($0, $1, $2) }),
    ]
    return unsafe parts.map { name, write in
      var out = [CChar](repeating: 0, count: 200)
      unsafe out.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { unsafe write(library, base, buffer.count) }
      }
      return (name, text(out))
    }
  }
}

/// The widest instruction set of this processor, by its number in C.
func widestSet() -> CInt {
  let all = [CInt(EK_AVX512), CInt(EK_AVX2), CInt(EK_NEON), CInt(EK_SSE2)]
  return all.first { ek_isa_supported($0) != 0 } ?? CInt(EK_SSE2)
}

/// The elementary functions by the catalogue's names.
let unaryFunctions = [
  "exp": CInt(EK_EXP), "log": CInt(EK_LOG), "tanh": CInt(EK_TANH), "erf": CInt(EK_ERF), "rsqrt": CInt(EK_RSQRT),
]
