import Kernels
import Record
import Spec
import Testing

@testable import Interpreter

@Suite struct SubjectTests {
  @Test func `a plan's subject is found by its word`() throws {
    let endpoint = EndpointSubject(url: "http://127.0.0.1:1/v1", model: "m")
    #expect(try SubjectPlan(id: "a", access: endpoint.access).resolved() as? EndpointSubject == endpoint)
    let unknown = SubjectPlan(id: "a", access: SubjectPlan.Access("oracle", Settings()))
    let fault = #expect(throws: RunFault.self) { try unknown.resolved() }
    #expect(fault?.message == "this release knows no subject of the kind `oracle`")
    #expect(throws: RunFault.self) { try SubjectPlan(id: "a", access: SubjectPlan.Access("endpoint", Settings())).resolved() }
  }

  @Test func `every kind of subject has a word of its own and stands in the catalogue`() {
    let words = subjectKinds.map { $0.entry.word }
    #expect(Set(words).count == words.count)
    #expect(Catalogue.current.subjects.map(\.word) == words)
  }
}

@Suite struct RecordedSubjectTests {
  private let transcript = Transcript(exchange: .item(1), request: ["a": 1], status: 200, response: "yes")

  private func content(_ exchange: Exchange, _ request: JSON) throws -> String {
    var subject = RecordedSubject { asked throws(RunFault) in asked == .item(1) ? try transcript.asLine() : nil }
    switch try subject.reply(to: Query(exchange, .request(request))).content {
    case .response(let response): return response.body
    case .missing(let reason): return reason
    case .classes: return "classes"
    }
  }

  @Test func `the same request gets the same reply, and no other request does`() throws {
    #expect(try content(.item(1), ["a": 1]) == "yes")
    #expect(try content(.item(1), ["a": 2]) == "the transcript is of another request")
    #expect(try content(.item(2), ["a": 1]) == "it was not asked")
  }
}

@Suite struct ServedModelTests {
  private func model() throws -> (ServedModel, [UInt32]) {
    let engine = try Engine(threads: 1)
    let key = StreamKey(key: 1, high: 2)
    var stream = RandomStream(key)
    let weights = try NetworkWeights(.mlp(layers: [2, 3, 2]), stream: &stream, engine: engine)
    let session = try Inference(weights, batch: 1, engine: engine)
    let rows = try (0..<3).map { row in
      TrainingSet.table(try TrainingData(features: [Float(row), 1 - Float(row)], labels: [0], columns: 2, classes: 2))
    }
    return (ServedModel(session, questions: rows), try rows.map { try session.classes($0)[0] })
  }

  @Test func `a served model answers prepared rows, one after another`() throws {
    var (subject, expected) = try model()
    for row in [2, 0, 1] {
      var query = Query(.item(row), .prepared(row))
      query.ticket = row + 10
      try subject.submit(query)
    }
    for row in [2, 0, 1] {
      let reply = try #require(try subject.next(until: 0))
      guard case .classes(let classes) = reply.content else {
        Issue.record("no classes")
        return
      }
      #expect(reply.ticket == row + 10 && classes == [expected[row]])
    }
    #expect(try subject.next(until: .max) == nil)
  }

  @Test func `a row that it does not hold is refused`() throws {
    var (subject, _) = try model()
    #expect(throws: RunFault.self) { try subject.submit(Query(.item(3), .prepared(3))) }
    #expect(throws: RunFault.self) { try subject.submit(Query(.item(0), .request(.null))) }
  }
}
