internal import CKernels

/// The sizes of a two-dimensional convolution, images and weights channels last.
struct ConvolutionShape: Equatable, Sendable {
  var batch: Int
  var height: Int
  var width: Int
  var inputs: Int
  var outputs: Int
  var kernelHeight: Int
  var kernelWidth: Int
  var stride: Int
  var padding: Int

  /// The most terms of one element, which the register tiles' stacks are made for.
  static let maximumTerms = 1 << 24

  var outputHeight: Int { ConvolutionShape.positions(height, kernelHeight, stride, padding) }
  var outputWidth: Int { ConvolutionShape.positions(width, kernelWidth, stride, padding) }

  /// The elements of x, of the weights and of the result.
  var inputCount: Int { batch * height * width * inputs }
  var weightCount: Int { kernelHeight * kernelWidth * inputs * outputs }
  var outputCount: Int { batch * outputHeight * outputWidth * outputs }

  /// As C takes it.
  var descriptor: ek_convolution {
    ek_convolution(
      batch: batch, height: height, width: width, inputs: inputs, outputs: outputs, kernel_height: kernelHeight,
      kernel_width: kernelWidth, stride: stride, padding: padding)
  }

  /// How often a kernel (or a window) fits; 0 if it does not.
  static func positions(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> Int {
    size + 2 * padding < kernel ? 0 : (size + 2 * padding - kernel) / stride + 1
  }

  /// Checks how the sizes go together.
  ///
  /// - Throws: `KernelError` if padding is as wide as the kernel, the kernel does not fit, or an element has too many terms.
  func checked() throws(KernelError) -> ConvolutionShape {
    guard padding < min(kernelHeight, kernelWidth) else {
      throw KernelError(
        .shapeMismatch, "padding \(padding) is not below a kernel of \(kernelHeight) by \(kernelWidth)",
        hint: "make the padding smaller", setting: "padding")
    }
    guard outputHeight > 0, outputWidth > 0 else {
      throw KernelError(
        .shapeMismatch, "a kernel of \(kernelHeight) by \(kernelWidth) does not fit in \(height) by \(width) with padding \(padding)",
        hint: "make the kernel smaller or the image larger", setting: outputHeight > 0 ? "kernel-width" : "kernel-height")
    }
    guard kernelHeight * kernelWidth * max(inputs, outputs) <= ConvolutionShape.maximumTerms else {
      throw KernelError(
        .tooLarge, "an element has more than \(ConvolutionShape.maximumTerms) terms", hint: "make the channels or the kernel smaller")
    }
    return self
  }
}
