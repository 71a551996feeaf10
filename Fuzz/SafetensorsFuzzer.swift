// libFuzzer's entry for the safetensors reader. scripts/fuzz.sh compiles it together with Sources/Kernels.
//
// A file is refused with a typed error, or read; what was read can be written, and reads back as the same tensors. A model is
// made of it where it holds one. No input traps, over-reads, or takes more than libFuzzer's limits of time and memory.

/// The bytes of NaN included, so that a comparison sees every element.
private func same(_ one: SafetensorsFile, _ other: SafetensorsFile) -> Bool {
  one.tensors.count == other.tensors.count
    && zip(one.tensors, other.tensors).allSatisfy {
      Array($0.name.utf8) == Array($1.name.utf8) && $0.shape == $1.shape
        && $0.elements.map(\.bitPattern) == $1.elements.map(\.bitPattern)
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSafetensors(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  if let file = try? SafetensorsFile(bytes: bytes) {
    guard let again = try? SafetensorsFile(bytes: file.bytes()), same(file, again) else {
      fatalError("a file that was read and written reads back otherwise")
    }
  }
  if let model = try? MLPModel(safetensors: bytes) {
    guard let written = try? model.safetensors(), (try? MLPModel(safetensors: written)) != nil else {
      fatalError("a model that was read cannot be written and read back")
    }
  }
  return 0
}
