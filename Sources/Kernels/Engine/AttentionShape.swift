internal import CKernels

/// The sizes of multi-head attention; queries, keys and values of a token lie side by side.
struct AttentionShape: Equatable, Sendable {
  var batch: Int
  var tokens: Int
  var heads: Int
  var headSize: Int
  /// Whether a token attends to itself and earlier ones only.
  var causal: Bool

  /// The elements of the result; of queries, keys and values there are three times as many.
  var outputCount: Int { batch * tokens * heads * headSize }
  var probabilityCount: Int { batch * heads * tokens * tokens }

  /// As C takes it, with the usual scale.
  var descriptor: ek_attention {
    ek_attention(
      batch: batch, tokens: tokens, heads: heads, head_size: headSize, causal: causal ? 1 : 0,
      scale: ek_attention_scale(headSize))
  }
}
