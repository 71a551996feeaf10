/// Why a kernel cannot do what it was asked: a stable code, a sentence, and the next step.
public struct KernelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kind of a kernel error; raw values are stable and public.
  public enum Code: String, Sendable, CaseIterable {
    /// No operation has the name.
    case unknownOperation = "unknown-operation"
    /// The backend does not have the operation.
    case unsupportedOperation = "unsupported-operation"
    /// The operation has no parameter of the name.
    case unknownParameter = "unknown-parameter"
    /// The operation does not exist for the element type.
    case unsupportedType = "unsupported-type"
    /// A parameter lies outside its range.
    case parameterOutOfRange = "parameter-out-of-range"
    /// The work would need more memory than allowed, or than the system gives.
    case tooLarge = "too-large"
    /// This processor lacks the instruction set.
    case unsupportedInstructionSet = "unsupported-instruction-set"
    /// This host lacks the library of a backend.
    case libraryUnavailable = "library-unavailable"
    /// The system, or a backend's library, refuses the number of threads.
    case threadsUnavailable = "threads-unavailable"
    /// The system does not give what the operation needs: direct input and output, room on the disk, the loopback network.
    case systemRefused = "system-refused"
    /// Sizes that must agree do not.
    case shapeMismatch = "shape-mismatch"
    /// A label, feature or stream key is not usable.
    case invalidData = "invalid-data"
    /// A training loss or weight became infinite or NaN.
    case diverged = "diverged"
    /// Bytes are not the safetensors file that was expected.
    case invalidSafetensors = "invalid-safetensors"
  }

  /// The kind of the error.
  public let code: Code
  /// What is wrong, with the offending values.
  public let message: String
  /// What to do about it.
  public let hint: String
  /// The parameter or setting that it is about, as a spec writes it, where it is about one.
  public let setting: String?

  /// Creates an error.
  public init(_ code: Code, _ message: String, hint: String, setting: String? = nil) {
    self.setting = setting
    self.code = code
    self.message = message
    self.hint = hint
  }

  /// The message, then the hint.
  public var description: String { "\(message) (\(hint))" }
}

extension KernelError {
  /// The system refused memory.
  static var outOfMemory: KernelError {
    KernelError(.tooLarge, "the system has no memory for the operands", hint: "make the sizes smaller")
  }
}
