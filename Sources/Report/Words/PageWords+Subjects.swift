/// Who was asked, how, and what the run read.
extension PageWords {
  var subjects: String { say("Subjects", "被测对象") }
  var subjectsLead: String {
    say(
      "Who was asked, and who says that it answered. An endpoint tells its own model and configuration; nothing here shows that it told the truth.",
      "问了谁，又是谁自称作答。端点自报模型与配置；这里没有任何东西能证明它所言属实。")
  }
  var address: String { say("Address", "地址") }
  var model: String { say("Model", "模型") }
  var saysItIs: String { say("Says it is", "自称") }
  var tellsNoModel: String { say("It tells no model.", "没有说明模型。") }
  var itsConfiguration: String { say("Its configuration", "自报配置") }
  var tellsNoConfiguration: String { say("It tells no `system_fingerprint`.", "没有给出 `system_fingerprint`。") }

  var inputs: String { say("Inputs", "输入") }
  var inputsLead: String {
    say(
      "Every file that the run read, pinned by its digest. A verifier finds inputs by digest, never by name.",
      "运行读取的每个文件，均以摘要固定。验证者按摘要而不是按文件名查找输入。")
  }
  var noInput: String { say("No input is on record.", "记录中没有输入。") }
  func role(_ role: String, _ size: String) -> String { say(" \(role), \(size)", " \(role)，\(size)") }
  func licence(_ text: String) -> String { say("Licence \(text). ", "许可：\(text)。") }
  var noLicence: String { say("No licence is declared. ", "未声明许可。") }
  var included: String { say("In the bundle.", "包含在结果包中。") }
  var notIncluded: String { say("Not in the bundle: a re-execution needs a copy of it.", "不在结果包中：重新执行时须另有副本。") }
  var readFrom: String { say(" The run read it from ", "运行时读取自 ") }
  func moreInputs(_ count: Int) -> String { say("\(counted(count, "more input"))", "另外 \(grouped(count)) 个输入") }
}
