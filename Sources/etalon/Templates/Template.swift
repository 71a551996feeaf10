/// A spec to start from, with the files it needs.
struct Template: Sendable {
  let name: String
  /// The spec's text for an evaluation's name and a way to pin the files beside it.
  let spec: @Sendable (_ evaluation: String, _ digest: (String) -> String) -> String
  /// Files that are written beside the spec: suffix of their name, and text.
  let companions: [(suffix: String, text: String)]
  /// What to run next, beyond checking and running.
  let permission: String?

  static let all = [kernel, training, endpoint, command]

  static func named(_ name: String) -> Template? { all.first { $0.name == name } }
}

extension Template {
  static let kernel = Template(
    name: "kernel",
    spec: { evaluation, _ in
      """
      # yaml-language-server: $schema=etalon-1.json
      etalon: 1                                # the version of the language
      name: \(evaluation)
      title: Compute kernels of one machine
      seed: 20261123                           # every random choice derives from it

      targets:                                 # what is measured on
        one-core: { device: cpu, threads: 1 }
        whole-server: { device: cpu, threads: all }

      workloads:
        gemm:                                  # matrix product C = A B
          kernel: gemm
          with: { m: 512, n: 512, k: 512 }
          matrix: { type: [f32, f64], target: [one-core, whole-server] }
          sample: { warmup: 2, min: 10, max: 60, until: { ci95: 2% }, budget: 2 s }
        triad:                                 # memory bandwidth: a = b + s c
          kernel: stream-triad
          with: { n: 4000000 }
          matrix: { target: [one-core, whole-server] }
          sample: { warmup: 2, min: 10, max: 60, until: { ci95: 2% }, budget: 2 s }

      claims:                                  # written before the run, judged after it
        - "gemm[type=f32, target=whole-server].throughput > 10 Gflop/s"

      weighting:                               # every metric becomes a ratio to the reference, 1 is equal
        mean: geometric
        reference:
          values:
            gemm.throughput: 50 Gflop/s
            triad.throughput: 10 GB/s
        score:
          compute: { weight: 60%, of: { gemm.throughput: 1 } }
          memory: { weight: 40%, of: { triad.throughput: 1 } }

      """
    }, companions: [], permission: nil)

  static let training = Template(
    name: "training",
    spec: { evaluation, digest in
      """
      etalon: 1
      name: \(evaluation)
      title: Train a small network to a quality target and serve it
      seed: 20261123

      targets:
        whole-server: { device: cpu, threads: all }

      datasets:
        flowers:                               # put your own CSV here; pin it with `etalon dataset add FILE`
          file: \(evaluation)-iris.csv
          sha256: \(digest("-iris.csv"))
          license: public domain
          format: { csv: { label: species } }
          split: { train: 70%, test: 30% }

      workloads:
        training:
          train: mlp
          dataset: flowers
          with: { layers: [4, 16, 3], batch: 16, optimizer: { adamw: { lr: 0.01 } } }
          stop: { when: accuracy >= 0.9, epochs: 200 }
          sample: { warmup: 0, count: 3 }
        serving:
          infer: training
          scenario: { single-stream: { queries: 1000 } }

      claims:
        - training.accuracy >= 0.9
        - serving.p99 < 15 ms

      """
    }, companions: [("-iris.csv", iris)], permission: nil)

  static let endpoint = Template(
    name: "endpoint",
    spec: { evaluation, digest in
      """
      etalon: 1
      name: \(evaluation)
      title: Questions to a model behind an OpenAI-compatible endpoint
      seed: 20261123

      targets:
        client: { device: cpu, threads: 1 }

      datasets:
        questions:                             # one JSON object a line
          file: \(evaluation)-questions.jsonl
          sha256: \(digest("-questions.jsonl"))
          license: CC0-1.0
          format: { jsonl: { id: id, input: question, answer: answer } }

      subjects:
        model:
          endpoint: { url: "http://127.0.0.1:18080/v1", model: default }

      workloads:
        questions:
          evaluate: model
          dataset: questions
          prompt: "{input}"
          scorer: { exact-match: { normalize: true } }
          generation: { max-tokens: 256, temperature: 0 }

      claims:
        - questions.accuracy >= 0.5

      """
    }, companions: [("-questions.jsonl", questions)], permission: "--allow network=127.0.0.1:18080")

  static let command = Template(
    name: "command",
    spec: { evaluation, digest in
      """
      etalon: 1
      name: \(evaluation)
      title: A program of my own, in a sandbox
      seed: 20261123

      targets:
        whole-server: { device: cpu, threads: all }

      workloads:
        program:
          command: { file: \(evaluation).sh, sha256: \(digest(".sh")) }
          arguments: ["20000"]
          outputs: { primes: { file: primes.txt, result: true } }
          readings: { largest: { after: "largest prime: ", origin: result, direction: higher } }
          limits: { time: 60 s, memory: 512 MiB }
          sample: { warmup: 1, count: 10 }

      claims:
        - program.largest > 19000

      """
    }, companions: [(".sh", program)], permission: "--allow command")

  private static let questions = """
    {"id":"capital","question":"What is the capital of France? Answer with one word.","answer":"Paris"}
    {"id":"sum","question":"What is 2 plus 3? Answer with a number only.","answer":"5"}
    {"id":"zh","question":"一年有几个月？只回答一个数字。","answer":"12"}

    """

  /// Lists primes with the sieve of Eratosthenes; awk stands in every base system.
  private static let program = """
    #!/bin/sh
    awk -v n="$1" 'BEGIN {
      for (i = 2; i <= n; i++) if (!(i in composite)) {
        print i > "primes.txt"; last = i
        for (j = i * i; j <= n; j += i) composite[j] = 1
      }
      print "largest prime: " last
    }'

    """
}
