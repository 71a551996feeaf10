internal import CKernels

/// Where each parameter of a network lies in one buffer, so that an update is one operation over all of them.
///
/// Each begins on a 64-byte boundary; what lies between two belongs to nobody and stays zero.
final class ParameterPlan {
  let parameters: [Parameter]
  /// The elements of the buffer.
  let count: Int
  private let offsets: [Int]

  init(_ architecture: Architecture) {
    parameters = architecture.parameters()
    var (offsets, end): ([Int], Int) = ([], 0)
    for parameter in parameters {
      offsets.append(end)
      end += (parameter.count + 15) / 16 * 16
    }
    self.offsets = offsets
    count = end
  }

  /// The elements of a parameter in a buffer of this plan.
  func part(_ index: Int, of buffer: Buffer<Float>) -> Buffer<Float> {
    buffer.part(from: offsets[index], count: parameters[index].count)
  }

  /// A buffer with the weights in their layouts.
  func load(_ weights: NetworkWeights) throws(KernelError) -> Buffer<Float> {
    let buffer = try Buffer<Float>(count)
    for (index, tensor) in weights.tensors.enumerated() {
      try parameters[index].layout.load(tensor.elements, into: part(index, of: buffer))
    }
    return buffer
  }

  /// The weights that a buffer holds.
  ///
  /// - Throws: `KernelError` with the code `diverged` if one is not finite.
  func weights(_ architecture: Architecture, in buffer: Buffer<Float>) throws(KernelError) -> NetworkWeights {
    var tensors: [SafetensorsFile.Tensor] = []
    for (index, parameter) in parameters.enumerated() {
      let elements = try parameter.layout.store(part(index, of: buffer))
      guard FloatArrays.allFinite(elements) else {
        throw KernelError(
          .diverged, "\(parameter.name) became infinite or NaN", hint: "use a smaller learning rate")
      }
      tensors.append(.init(name: parameter.name, shape: parameter.shape, elements: elements))
    }
    return try NetworkWeights(architecture, tensors: tensors)
  }
}

extension Parameter.Layout {
  /// Copies elements in PyTorch's order into their place.
  fileprivate func load(_ elements: [Float], into place: Buffer<Float>) throws(KernelError) {
    switch self {
    case .plain: place.fill(elements)
    case .dense(let outputs, let inputs): unsafe ek_transpose_f32(elements, outputs, inputs, place.base)
    case .denseBehindImage(let outputs, let channels, let area):
      let lastChannels = try Buffer<Float>(elements.count)
      unsafe ek_images_from_nchw_f32(elements, lastChannels.base, outputs, channels, area)
      unsafe ek_transpose_f32(lastChannels.base, outputs, channels * area, place.base)
    case .convolution(let outputs, let inputs, let area):
      unsafe ek_weights_from_oihw_f32(elements, place.base, area, inputs, outputs)
    }
  }

  /// The elements in PyTorch's order.
  fileprivate func store(_ place: Buffer<Float>) throws(KernelError) -> [Float] {
    let out = try Buffer<Float>(place.count)
    switch self {
    case .plain: return place.array
    case .dense(let outputs, let inputs): unsafe ek_transpose_f32(place.base, inputs, outputs, out.base)
    case .denseBehindImage(let outputs, let channels, let area):
      let lastChannels = try Buffer<Float>(place.count)
      unsafe ek_transpose_f32(place.base, channels * area, outputs, lastChannels.base)
      unsafe ek_images_to_nchw_f32(lastChannels.base, out.base, outputs, channels, area)
    case .convolution(let outputs, let inputs, let area):
      unsafe ek_weights_to_oihw_f32(place.base, out.base, area, inputs, outputs)
    }
    return out.array
  }
}
