import Glibc

/// The definitions of docs/numerics.md as the plainest Swift that says them: one element at a time, no vectors.
enum Reference {
  /// Which parts of the definition of a product to change, to prove that a comparison would notice.
  struct ProductOrder {
    var chunk = 256
    var tree = true
    var fused = true
  }

  static func canonical<T: BinaryFloatingPoint>(_ x: T) -> T { x.isNaN ? T.nan : x }

  /// Adds neighbours level by level; an odd last one moves up unchanged.
  static func tree<T: BinaryFloatingPoint>(_ sums: [T]) -> T {
    var level = sums
    while level.count > 1 {
      var next: [T] = []
      for i in stride(from: 0, to: level.count - 1, by: 2) { next.append(level[i] + level[i + 1]) }
      if level.count % 2 == 1, let last = level.last { next.append(last) }
      level = next
    }
    return level.first ?? 0
  }

  static func dot<T: BinaryFloatingPoint>(
    _ k: Int, _ order: ProductOrder, _ a: (Int) -> T, _ b: (Int) -> T
  ) -> T {
    var sums: [T] = []
    for start in stride(from: 0, to: max(k, 1), by: order.chunk) {
      var sum: T = 0
      for p in start..<max(start, min(k, start + order.chunk)) {
        sum = order.fused ? sum.addingProduct(a(p), b(p)) : sum + a(p) * b(p)
      }
      sums.append(sum)
    }
    return canonical(order.tree ? tree(sums) : sums.dropFirst().reduce(sums[0], +))
  }

  static func product<T: BinaryFloatingPoint>(
    m: Int, n: Int, k: Int, transposeA: Bool = false, transposeB: Bool = false, _ a: [T], _ b: [T],
    order: ProductOrder = ProductOrder()
  ) -> [T] {
    var c: [T] = []
    for i in 0..<m {
      for j in 0..<n {
        c.append(
          dot(k, order, { transposeA ? a[$0 * m + i] : a[i * k + $0] }, { transposeB ? b[j * k + $0] : b[$0 * n + j] }))
      }
    }
    return c
  }

  static func sum<T: BinaryFloatingPoint>(_ x: [T]) -> T {
    var blocks: [T] = []
    for start in stride(from: 0, to: x.count, by: 4096) {
      var lanes = [T](repeating: 0, count: 16)
      for i in start..<min(x.count, start + 4096) { lanes[(i - start) % 16] += x[i] }
      for half in [8, 4, 2, 1] {
        for lane in 0..<half { lanes[lane] += lanes[lane + half] }
      }
      blocks.append(lanes[0])
    }
    return canonical(tree(blocks))
  }

  static func relu(_ x: Float) -> Float { x > 0 ? x : x.isNaN ? .nan : 0 }

  /// A row's exponentials, its maximum and their sum; the exponential is handed in, being defined as correctly rounded.
  static func exponentials(_ row: [Float], exp: ([Float]) throws -> [Float]) rethrows -> ([Float], Float, Float) {
    let maximum = row.reduce(-Float.infinity) { $1 > $0 ? $1 : $0 }
    let e = try exp(row.map { $0 - maximum })
    return (e, maximum, sum(e))
  }

  struct AdamW {
    var rate = 0.001
    var beta1 = 0.9
    var beta2 = 0.999
    var epsilon = 1e-8
    var decay = 0.01
    /// Wrong on purpose: fuses the last multiplication and subtraction.
    var fuses = false

    static func power(_ x: Double, _ n: Int) -> Double {
      var (result, base, rest) = (1.0, x, n)
      while rest > 0 {
        if rest & 1 == 1 { result *= base }
        base *= base
        rest >>= 1
      }
      return result
    }

    func update(_ p: inout Float, _ g: Float, _ m: inout Float, _ v: inout Float, step: Int) {
      let correction1 = 1 - AdamW.power(beta1, step)
      let correction2 = 1 - AdamW.power(beta2, step)
      m = Float(beta1) * m + Float(1 - beta1) * g
      v = Float(beta2) * v + Float(1 - beta2) * (g * g)
      let denominator = v.squareRoot() / Float(correction2.squareRoot()) + Float(epsilon)
      let kept = Float(1 - rate * decay) * p
      let step = Float(rate / correction1)
      p = fuses ? kept.addingProduct(-step, m / denominator) : kept - step * (m / denominator)
    }
  }
}
