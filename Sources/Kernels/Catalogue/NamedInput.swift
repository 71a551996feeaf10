/// An input operand of a prepared kernel.
struct NamedInput {
  let name: String
  let buffer: any ByteBuffer
  /// Says why values are no input of the operation; nil accepts every value of the type.
  let check: (() throws(KernelError) -> Void)?

  init(_ name: String, _ buffer: any ByteBuffer, check: (() throws(KernelError) -> Void)? = nil) {
    self.name = name
    self.buffer = buffer
    self.check = check
  }

  /// Whole numbers below a bound, such as labels and indices; C reads memory by them.
  init(_ name: String, _ buffer: Buffer<UInt32>, below bound: Int) {
    self.init(name, buffer) { () throws(KernelError) in
      guard let wrong = buffer.array.first(where: { Int($0) >= bound }) else { return }
      throw KernelError(.invalidData, "\(name) holds \(wrong)", hint: "its elements are below \(bound)")
    }
  }
}
