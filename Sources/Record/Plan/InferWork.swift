/// Inference with the model that another cell trained, over the test part of its dataset.
///
/// Results: `predictions` (digest), `accuracy` (ratio).
/// Series: the one of the scenario.
public struct InferWork: Sendable, Hashable, Codable {
  /// The cell that produced the model.
  public var model: String
  /// The dataset whose test part is asked about: an input id.
  public var dataset: String
  /// How queries arrive.
  public var scenario: Scenario
  /// Revisions of the building blocks by name.
  public var revisions: [String: Int]

  /// An inference under a scenario.
  public init(model: String, dataset: String, scenario: Scenario, revisions: [String: Int]) {
    self.model = model
    self.dataset = dataset
    self.scenario = scenario
    self.revisions = revisions
  }
}
