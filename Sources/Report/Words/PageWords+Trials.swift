internal import Record

/// What became of the trials, the environment, and how to check it all.
extension PageWords {
  func trialsLead(planned: Int, failed: Int) -> String {
    failed == 0
      ? say(
        "\(counted(planned, "trial was", "trials were")) planned before the run, and all of them finished.",
        "运行前计划了 \(grouped(planned)) 次试验，全部完成。")
      : say(
        "\(counted(planned, "trial was", "trials were")) planned before the run; \(grouped(failed)) did not finish and stay on record.",
        "运行前计划了 \(grouped(planned)) 次试验；其中 \(grouped(failed)) 次没有完成，仍保留在记录中。")
  }
  var noReason: String { say("The record gives no reason.", "记录没有说明原因。") }
  func status(_ status: TrialStatus) -> String {
    switch status {
    case .ok: say("✓ finished", "✓ 完成")
    case .failed: say("✗ failed", "✗ 失败")
    case .cut: say("✂ cut by a limit", "✂ 因达到限制而中止")
    case .refused: say("– refused", "– 被拒绝")
    case .skipped: say("– skipped", "– 跳过")
    }
  }
  var attemptsLead: String {
    say(
      "Attempts that did not finish stay on record, so that nobody can repeat a slow trial in silence:",
      "没有完成的尝试保留在记录中，谁也不能悄悄重做一次较慢的试验：")
  }
  func attempt(_ outcome: Attempt.Outcome) -> String {
    switch outcome {
    case .finished: say("finished", "完成")
    case .interrupted: say("interrupted", "中断")
    case .failed: say("failed", "失败")
    }
  }
  func more(_ count: Int) -> String { say("\(grouped(count)) more", "另有 \(grouped(count)) 次") }
  func attempts(_ count: Int) -> String { say(counted(count, "attempt"), "\(grouped(count)) 次尝试") }
  var deviationsLead: String { say("Locked rules of the standard that this spec changed:", "此规格更改的标准锁定规则：") }
  func became(_ inherited: String?, _ here: String?) -> String {
    say("\(inherited ?? "nothing") became \(here ?? "nothing")", "\(inherited ?? "无") 改为 \(here ?? "无")")
  }
  var setOnCommandLine: String { say("Set on the command line", "命令行设定") }
  var permissions: String { say("Permissions given", "授予的权限") }
  var secretRemoved: String { say("Secret removed", "已去除密钥") }
  func redacted(_ count: Int) -> String {
    say(
      "\(counted(count, "answer")) of an endpoint repeated the credential, which was taken out",
      "端点有 \(grouped(count)) 个回答重复了凭据，已从中去除")
  }
  func sandbox(of cell: String) -> String { say("Sandbox of \(cell)", "\(cell) 的沙箱") }
  func without(_ layers: [String]) -> String { say("without \(layers.joined(separator: ", "))", "缺少 \(layers.joined(separator: "、"))") }
  var fromCache: String { say("Artefacts from the cache", "取自缓存的产物") }
  var interruptedAndResumed: String { say("Interrupted and resumed", "中断后继续") }

  var environment: String { say("Environment", "环境") }
  var environmentLead: String {
    say(
      "Facts about the host, by what a difference in them can change. A fingerprint never holds serial numbers, addresses or user names.",
      "关于主机的事实，按“不同时会影响什么”分类。指纹从不包含序列号、地址或用户名。")
  }
  func effect(_ effect: FingerprintField.Effect) -> String {
    switch effect {
    case .result: say("May change the bits of results", "可能影响结果的每一位")
    case .performance: say("May change speed", "可能影响速度")
    case .informational: say("For information", "仅供参考")
    }
  }
  var declared: String { say(" declared, not probed", " 由规格声明，未经探测") }
  func unknown(_ count: Int) -> String { say("Unknown (\(grouped(count)))", "未知（\(grouped(count))）") }
  var noReasonOnRecord: String { say("no reason on record", "没有记录原因") }
  func evidence(_ count: Int) -> String {
    say(
      "State of the host at the probe: evidence, never compared (\(grouped(count)))",
      "探测时的主机状态：仅作证据，从不比较（\(grouped(count))）")
  }
  func digests(_ count: Int) -> String { say(counted(count, "digest"), "\(grouped(count)) 个摘要") }

  var howToVerify: String { say("How to verify", "如何验证") }
  var verifyLead: String {
    say(
      "This page shows what the records say. The commands below find out whether the records are intact, who signed them, "
        + "and whether the results come out again.",
      "本页展示记录的内容。下列命令检查记录是否完整、由谁签名、结果能否重现。")
  }
  var checkUnchanged: String {
    say(
      "Check that nothing was changed: every file has the digest that the manifest names. In the bundle's folder:",
      "确认没有任何改动：每个文件的摘要都与清单一致。在结果包的文件夹中执行：")
  }
  var checkRoot: String {
    say(
      "Check that it is this bundle: the digest of the manifest is its root. Compare it with the root that the publisher gave you:",
      "确认就是这个结果包：清单的摘要即为根。请与发布者告诉您的根比较：")
  }
  var checkSigner: String {
    say(
      "Check who signed it, with a public key that you got from the publisher and not from the bundle:",
      "检查由谁签名；公钥须从发布者处得到，而不是取自结果包：")
  }
  var checkReproduce: String {
    say("Reproduce it: run the whole plan on your own machine and compare bit for bit:", "复现：在您自己的机器上执行整个计划，逐位比较：")
  }
  var checkDifference: String {
    say("If something differs, find out why: compare it with a run of your own:", "如有不同，找出原因：与您自己的运行比较：")
  }
  var envelopeNames: String { say("The envelope names the key ", "签名信封所示密钥为 ") }
  var envelopeProof: String {
    say(". So says the bundle; only a check against a key of your own proves it.", "。这只是结果包自己的说法；用您自己掌握的公钥检验才能证实。")
  }
  var noSignature: String { say("No signature was at hand when this page was rendered.", "生成本页时没有签名。") }
}
