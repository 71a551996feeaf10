/// Masthead, table of contents and footer.
extension PageWords {
  var documentTitle: String { say("Etalon report", "Etalon 评测报告") }
  var eyebrow: String { say("Etalon evaluation report", "Etalon 评测报告") }
  var asked: String { say("Asked ", "被测对象：") }
  func address(_ text: String) -> String { say(" at \(text)", "，地址 \(text)") }
  var subjectsList: String { say("the list of subjects", "“被测对象”一节") }
  var run: String { say("Run ", "运行于 ") }
  func took(_ duration: String) -> String { say(" · took \(duration)", " · 历时 \(duration)") }
  func seed(_ seed: String) -> String { say(" · seed \(seed)", " · 种子 \(seed)") }
  var contents: String { say("Contents", "目录") }

  /// What the processor offers: cores and hardware threads.
  func processors(cores: Int?, threads: Int?) -> String? {
    switch (cores, threads) {
    case (let cores?, let threads?):
      say("\(counted(cores, "core")), \(counted(threads, "thread"))", "\(grouped(cores)) 核 \(grouped(threads)) 线程")
    case (let cores?, nil): say(counted(cores, "core"), "\(grouped(cores)) 核")
    case (nil, let threads?): say(counted(threads, "thread"), "\(grouped(threads)) 线程")
    case (nil, nil): nil
    }
  }
  func memory(_ size: String) -> String { say("\(size) of memory", "内存 \(size)") }
  var signedBy: String { say("The envelope names the key ", "签名信封所示密钥：") }
  var signedUnproven: String { say("; only a check with a key of your own proves it", "；须用您自己掌握的公钥检验才能证实") }
  var unsigned: String { say("No signature was at hand", "生成本页时没有签名") }

  func rendered(by version: String, revision: Int) -> String {
    say(
      "Rendered by Etalon \(version), report revision \(revision), from the records under ",
      "由 Etalon \(version) 生成，报告修订号 \(revision)，内容全部来自 ")
  }
  var renderedRest: String {
    say(
      " alone. The page holds no script and loads nothing; anyone who renders it again from the same records gets the same bytes.",
      " 中的记录。本页没有脚本，也不加载任何内容；任何人由同样的记录重新生成，都会得到相同的字节。")
  }
  var plan: String { say("Plan ", "计划 ") }
  var tool: String { say(" · tool ", " · 程序 ") }
}
