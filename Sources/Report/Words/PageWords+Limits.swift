/// What nobody should conclude from the page.
extension PageWords {
  var limitsTitle: String { say("What this page does not prove", "本页不能证明什么") }
  var limits: String { say("Limits", "局限") }
  /// What holds for every page.
  var generalLimits: [String] {
    [
      say(
        "That the run was made only once: a publisher can run many times and show the best. "
          + "A commitment before the run narrows that; see the verification.",
        "不能证明只运行过一次：发布者可以运行多次，只展示最好的一次。运行前的承诺能缩小这种余地；见验证结果。"),
      say(
        "That the host is what it says: the fingerprint is the host's own word, until hardware evidence backs it.",
        "不能证明主机就是它所说的那台：在有硬件证据之前，指纹只是主机的一面之词。"),
      say(
        "That measurements hold elsewhere: speed is compared only between hosts whose fingerprints allow it.",
        "不能证明测量值在别处也成立：只有指纹允许时，才在主机之间比较速度。"),
      say(
        "That this page shows its bundle: it can be edited like any page. A verification renders it again and compares.",
        "不能证明本页如实展示结果包：它和任何网页一样可以改动。验证时会重新生成并比较。"),
    ] + recordLimits
  }
  /// What is said of sentences in the records, which are in English; nothing in English.
  private var recordLimits: [String] {
    language == .zh ? ["记录中的句子（断言的依据、失败的原因等）照录英文原文。"] : []
  }
  var evaluateLimit: String {
    say(
      "That a subject served the model it names, or would answer the same again: a verification reads the recorded answers.",
      "不能证明被测对象提供的就是它自称的模型，也不能证明再问一次会得到同样的回答：验证读取的是所记录的回答。")
  }
  var loadLimit: String {
    say(
      "That the server would be as fast again, or served the model it names: a verification reads the recorded times.",
      "不能证明服务器下次仍有同样的速度，也不能证明它提供的就是自称的模型：验证读取的是所记录的时间。")
  }
}
