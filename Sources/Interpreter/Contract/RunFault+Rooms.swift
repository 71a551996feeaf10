// The faults of the rooms below, as faults of a run.
internal import Attest
internal import Kernels

/// What the kernels refuse is a fault that loses only the trial.
func orFault<Value>(_ body: () throws(KernelError) -> Value) throws(RunFault) -> Value {
  do { return try body() } catch { throw RunFault(kernel: error) }
}

extension RunFault {
  /// What failed about a file, a key or a bundle, under its own code.
  ///
  /// - Parameter help: The next step, where it is another one here.
  init(_ fault: AttestFault, help: String? = nil) {
    self.init(Code(rawValue: fault.code) ?? .unexpected, fault.message, help: help ?? fault.help)
  }

  /// What the kernels refused.
  init(kernel error: KernelError) { self.init(Code(error.code), error.message, help: error.hint) }
}

extension RunFault.Code {
  fileprivate init(_ code: KernelError.Code) {
    switch code {
    case .unknownOperation: self = .unknownOperation
    case .unsupportedOperation: self = .unsupportedOperation
    case .unknownParameter: self = .unknownParameter
    case .unsupportedType: self = .unsupportedType
    case .parameterOutOfRange: self = .parameterOutOfRange
    case .tooLarge: self = .tooLarge
    case .unsupportedInstructionSet: self = .unsupportedInstructionSet
    case .libraryUnavailable: self = .libraryUnavailable
    case .threadsUnavailable: self = .threadsUnavailable
    case .systemRefused: self = .systemRefused
    case .shapeMismatch: self = .shapeMismatch
    case .invalidData: self = .invalidData
    case .diverged: self = .diverged
    case .invalidSafetensors: self = .invalidSafetensors
    }
  }
}
