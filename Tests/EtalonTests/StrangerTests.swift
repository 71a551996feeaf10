import Foundation
import TestSupport
import Testing

/// What a stranger's spec, server or file could do to whoever runs it.
@Suite struct `What strangers send does no harm` {
  private static let secret = "SEKRIT/TOKEN+xyzzy"

  /// Answers with the header that it was sent, in many forms, and once as an error.
  private static let echo = """
    import base64, http.server, json, os, urllib.parse
    class Echo(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers['Content-Length']))
            sent = self.headers['Authorization']; plain = sent.split()[1]
            forms = [sent, plain.lower(), base64.b64encode(sent.encode()).decode(), base64.urlsafe_b64encode(plain.encode()).decode(),
                     urllib.parse.quote(plain, safe=''), plain.encode().hex(), json.dumps(plain), ''.join('&#%d;' % ord(c) for c in plain)]
            body = json.dumps({'choices': [{'message': {'content': '42 ' + ' '.join(forms)}, 'finish_reason': 'stop'}],
                               'system_fingerprint': sent})
            body = body.replace(plain, ''.join('\\\\u%04x' % ord(c) for c in plain), 1).encode()
            self.send_response(200, sent); self.send_header('X-Echo', sent); self.send_header('Content-Length', str(len(body)))
            self.end_headers(); self.wfile.write(body)
        def log_message(self, *words): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Echo)
    open('port.tmp', 'w').write(str(server.server_address[1])); os.rename('port.tmp', 'port'); server.serve_forever()
    """

  private func endpoint() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(`What strangers send does no harm`.echo, to: "server.py")
    let path = try folder.write(#"{"id": "a", "question": "6 times 7", "answer": "42"}"# + "\n", to: "q.jsonl")
    let digest = try run("/usr/bin/sha256sum", [path]).output.prefix(64)
    try folder.write(
      """
      etalon: 1
      name: echo
      parameters: { port: 1 }
      targets: { client: { threads: 1 } }
      datasets:
        q: { file: q.jsonl, sha256: \(digest), format: { jsonl: { id: id, input: question, answer: answer } } }
      subjects:
        model: { endpoint: { url: "http://127.0.0.1:${port}/v1", model: m, credential: lab } }
      workloads:
        q: { evaluate: model, dataset: q, prompt: "{input}", scorer: exact-match, generation: { max-tokens: 16, temperature: 0 } }
      """, to: "echo.yaml")
    return folder
  }

  @Test(.enabled(if: findProgram("python3") != nil, "python3 is not installed"))
  func `a secret that a server repeats is in nothing that a run leaves`() throws {
    let secret = `What strangers send does no harm`.secret
    let (folder, etalon) = (try endpoint(), try Etalon())
    let path = try etalon.home.write("lab:\n  host: 127.0.0.1\n  secret: \(secret)\n", to: "config/etalon/credentials.yaml")
    _ = try run("/bin/chmod", ["600", path])
    let ran = try etalon.shell(
      """
      python3 server.py & server=$!
      for i in $(seq 200); do [ -e port ] && break; sleep 0.05; done
      etalon run echo.yaml --set parameters.port=$(cat port) --allow network=127.0.0.1 -o out; status=$?
      kill -9 $server; exit $status
      """, in: folder.path)
    #expect(ran.output.contains("out/echo/"), "\(ran.talk)")
    let bytes = Data(secret.utf8)
    let forms = [
      "SEKRIT", "sekrit", "TOKEN", bytes.base64EncodedString().prefix(20).description, bytes.map { String($0, radix: 16) }.joined(),
      "U0VLUklU", "&#83;", #"\u0053"#, "%2FTOKEN",
    ]
    let places = [folder.path("out"), etalon.home.path("cache"), etalon.home.path("data"), etalon.home.path("state")]
    for form in forms {
      #expect(!ran.talk.contains(form) && !ran.output.contains(form), "\(form)")
      for place in places where FileManager.default.fileExists(atPath: place) {
        #expect(try run("/bin/grep", ["-rlaF", form, place]).output == "", "\(form)")
      }
    }
    #expect(try run("/bin/grep", ["-rl", "\"redactions\":", folder.path("out")]).output.contains("transcripts"))
    #expect(try run("/bin/grep", ["-rl", "\"redacted\":", folder.path("out")]).output.contains("run.json"))
    #expect(try run("/bin/grep", ["-rl", "Secret removed", folder.path("out")]).output.contains("report.html"))
  }

  private func spec(naming file: String, in folder: TemporaryFolder, _ name: String = "specs/s.yaml") throws {
    try folder.write(
      """
      etalon: 1
      name: s
      targets: { one: { threads: 1 } }
      workloads:
        w:
          command: { file: "\(file)", sha256: \(String(repeating: "ab", count: 32)) }
          outputs: { text: { result: true } }
      """, to: name)
  }

  @Test(arguments: ["../secret", "data/../../secret", "link", "ABSOLUTE"])
  func `no file outside the spec's folder is looked at`(file: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "secret")
    try folder.write("", to: "specs/data/none")
    let digest = try run("/usr/bin/sha256sum", [folder.path("secret")]).output.prefix(64)
    try spec(naming: file == "ABSOLUTE" ? folder.path("secret") : file, in: folder)
    _ = try run("/bin/ln", ["-s", "../secret", folder.path("specs/link")])
    for words in [["check"], ["plan"], ["run", "--allow", "command"]] {
      let line = ([words[0], "specs/s.yaml"] + words.dropFirst()).joined(separator: " ")
      let refused = try Etalon().shell("etalon \(line)", in: folder.path)
      #expect(refused.status == 2, "\(line): \(refused.talk)")
      // The language has no absolute paths at all.
      let isOutside = refused.talk.contains("outside-spec") && refused.talk.contains("--allow files=")
      #expect(isOutside || file == "ABSOLUTE", "\(refused.talk)")
      #expect(!(refused.talk + refused.output).contains(digest))
    }
    let allowed = try Etalon()("check", "specs/s.yaml", "--allow", "files=.", in: folder.path)
    #expect(allowed.status == 2 && (allowed.talk.contains(digest) || file == "ABSOLUTE"), "\(allowed.talk)")
  }

  @Test func `nor a parent, nor the bundle of a reference`() throws {
    let folder = try TemporaryFolder()
    try folder.write("etalon: 1\nname: base\n", to: "base.yaml")
    try folder.write(
      "etalon: 1\nname: s\nextends: { spec: ../base.yaml, sha256: \(String(repeating: "ab", count: 32)) }\n", to: "specs/s.yaml")
    let checked = try Etalon()("check", "specs/s.yaml", in: folder.path)
    #expect(checked.status == 2 && checked.talk.contains("lies outside the folder of the spec"), "\(checked.talk)")
  }

  @Test func `a policy that others can write is believed by nobody`() throws {
    let etalon = try Etalon()
    let policy = try etalon.home.write("etalon-policy: 1\nbuilders: []\n", to: "config/etalon/policy.yaml")
    _ = try run("/bin/chmod", ["666", policy])
    let verified = try etalon("verify", "results/quickstart-reference")
    #expect(
      verified.status == 2 && verified.talk.contains("writable-by-others") && verified.talk.contains("chmod go-w"), "\(verified.talk)")
  }

  @Test func `a key of small order is not trusted`() throws {
    let folder = try TemporaryFolder()
    let blob = Data([0, 0, 0, 11]) + Data("ssh-ed25519".utf8) + Data([0, 0, 0, 32, 1]) + Data(count: 31)
    let key = try folder.write("ssh-ed25519 \(blob.base64EncodedString())\n", to: "weak.pub")
    let trusted = try Etalon()("key", "trust", key, "--builder", "x")
    #expect(trusted.status == 2 && trusted.talk.contains("key-weak"), "\(trusted.talk)")
  }

  @Test(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"))
  func `the records say which layers kept a program apart`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("#!/bin/sh\necho hello\n", to: "tool.sh")
    let digest = try run("/usr/bin/sha256sum", [path]).output.prefix(64)
    try folder.write(
      """
      etalon: 1
      name: s
      targets: { one: { threads: 1 } }
      workloads:
        w:
          command: { file: tool.sh, sha256: \(digest) }
          outputs: { text: { result: true } }
          isolation: [seccomp, no-network]
      """, to: "s.yaml")
    let ran = try Etalon()("run", "s.yaml", "--allow", "command", "-o", "out; x", in: folder.path)
    #expect(ran.status == 0 && ran.talk.contains("etalon sign 'out; x/s/"), "\(ran.talk)")
    let record = try run("/bin/sh", ["-c", "cat 'out; x'/s/*/data/run.json"], in: folder.path).output
    #expect(
      record.contains("\"isolation\":[{\"layers\":[") && record.contains("\"seccomp\"") && record.contains("\"missing\":["), "\(record)")
    let greedy = try Etalon()("run", "s.yaml", "--allow", "command", "--set", "workloads.w.limits.output=8 GiB", in: folder.path)
    #expect(greedy.status == 2 && greedy.talk.contains("above-ceiling"), "\(greedy.talk)")
  }
}
