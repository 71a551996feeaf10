internal import CKernels

/// The sizes of a pooling by square windows without padding, images channels last.
struct PoolingShape: Equatable, Sendable {
  var batch: Int
  var height: Int
  var width: Int
  var channels: Int
  var window: Int
  var stride: Int

  var outputHeight: Int { ConvolutionShape.positions(height, window, stride, 0) }
  var outputWidth: Int { ConvolutionShape.positions(width, window, stride, 0) }
  var inputCount: Int { batch * height * width * channels }
  var outputCount: Int { batch * outputHeight * outputWidth * channels }

  /// As C takes it.
  var descriptor: ek_pooling {
    ek_pooling(batch: batch, height: height, width: width, channels: channels, window: window, stride: stride)
  }

  /// Checks that the window fits.
  ///
  /// - Throws: `KernelError` if it does not.
  func checked() throws(KernelError) -> PoolingShape {
    guard outputHeight > 0, outputWidth > 0 else {
      throw KernelError(
        .shapeMismatch, "a window of \(window) does not fit in \(height) by \(width)", hint: "make the window smaller", setting: "window")
    }
    return self
  }
}
