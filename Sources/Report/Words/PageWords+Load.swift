internal import Record

/// What a load does to its server.
extension PageWords {
  var aLoad: String { say("A load", "负载") }
  func load(_ work: LoadWork) -> String {
    let scenario = work.scenario.word + inParentheses(work.scenario.settings)
    let count =
      work.scenario.isOpenLoop
      ? say("Latencies count from the time that a query was scheduled for.", "延迟从查询的计划时刻算起。")
      : say(
        "The loop is closed: its load follows the server, and latencies count from the sending.", "闭环：负载随服务器而变，延迟从发送时刻算起。")
    return say(
      "A load on \(server(of: work)), scenario \(scenario): \(work.scenario.entry.summary) \(count) \(limits(work.objectives))",
      "对\(server(of: work))施加负载，场景 \(scenario)：\(summary(of: work.scenario))\(count)\(limits(work.objectives))")
  }

  private func server(of work: LoadWork) -> String {
    switch work.server {
    case .subject(let asking):
      say("the subject \(asking.subject) with questions of \(asking.dataset)", "被测对象 \(asking.subject)（题目取自 \(asking.dataset)）")
    case .model(let cell): say("the model of \(cell)", " \(cell) 的模型")
    case .program(let cell): say("the program of \(cell)", " \(cell) 的程序")
    }
  }

  private func summary(of scenario: LoadScenario) -> String {
    switch scenario {
    case .singleStream: "前一个查询结束后才发送下一个。"
    case .multiStream: "多个查询一起发送，全部结束后再发送下一批。"
    case .closedLoop: "每个客户端在前一个查询结束后发送下一个。"
    case .server: "查询按带种子的泊松过程到达，与服务器的快慢无关。"
    case .burst: "查询成批到达，隔一段时间再来一批。"
    case .offline: "所有查询在开始时到达。"
    case .highestRate: "以不同的泊松到达率逐段测试，找出仍能满足目标的最高速率。"
    case .compliance: "同样的问题单独问一遍、再单独问一遍、在负载下再问一遍：看有何变化。"
    }
  }

  private func limits(_ objectives: LoadWork.Objectives) -> String {
    func limit(_ time: U64?, _ what: String) -> String? {
      time.map { "\(what) \(grouped(Int(clamping: $0.value / 1_000))) µs" }
    }
    let limits = [
      limit(objectives.latency, say("latency", "延迟")), limit(objectives.firstToken, say("first token", "首词元")),
      limit(objectives.perToken, say("per token", "每词元")),
    ].compactMap { $0 }
    return limits.isEmpty
      ? say("No limits: every answered query is good.", "没有限值：凡得到回答的查询都算合格。") : say("Limits: \(list(limits)).", "限值：\(list(limits))。")
  }
}
