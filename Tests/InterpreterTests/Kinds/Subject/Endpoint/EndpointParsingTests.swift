import Record
import Testing
import TestSupport

@testable import Interpreter

struct `An endpoint's address` {
  @Test(arguments: [
    ("http://127.0.0.1:8080/v1", "127.0.0.1:8080", true), ("https://API.Example.com/v1/", "api.example.com:443", false),
    ("http://[::1]:9/x", "[::1]:9", true), ("http://localhost", "localhost:80", true),
    ("http://127.evil.example/", "127.evil.example:80", false),
  ])
  func `is taken apart`(text: String, authority: String, isLoopback: Bool) throws {
    let address = try EndpointAddress(text)
    #expect(address.authority == authority)
    #expect(address.isLoopback == isLoopback)
    #expect(!address.url("/chat/completions").contains("//chat"))
  }

  @Test(arguments: [
    "ftp://a/", "file:///etc/passwd", "a.example", "http://", "http://:80/", "http://a:0/", "http://a:99999/", "http://a:8x/",
    "http://u:p@a/",
    "http://a/?q=1", "http://a/#f", "http://a b/", "http://a\n/", "http://a\\@b/", "http://é.example/", "http://[::1/", "http://[g::1]/",
    "http://a:+8/", "http://exa mple", "http://" + String(repeating: "a", count: 300) + "/",
  ])
  func `that is not plain is refused`(text: String) {
    #expect(throws: RunFault.self) { try EndpointAddress(text) }
  }

  @Test(arguments: [
    (["api.example.com"], true), (["API.example.com:443"], true), (["api.example.com:80"], false), (["example.com"], false),
    (["https://api.example.com"], false), ([""], false), (["*"], false),
  ])
  func `is allowed by its own name alone`(network: [String], isAllowed: Bool) throws {
    #expect(try EndpointAddress("https://api.example.com/v1").isAllowed(by: Permissions(network: network)) == isAllowed)
  }
}

struct `A user's credentials` {
  @Test func `bind a label to one host`() throws {
    let text =
      "# mine\nopenai:\n  host: api.example.com\n  secret: \"sk-12345678\"\n\n"
      + "local:\n  host: 127.0.0.1:8080\n  secret: two-and-more\n"
    let credentials = try Credentials.parse(text, path: "c.yaml")
    #expect(try credentials.secret("openai", for: EndpointAddress("https://api.example.com/v1"))?.value == "sk-12345678")
    #expect(try credentials.secret("openai", for: EndpointAddress("https://evil.example/v1")) == nil)
    #expect(try credentials.secret("local", for: EndpointAddress("http://127.0.0.1:8081/v1")) == nil)
    #expect(try credentials.secret("other", for: EndpointAddress("https://api.example.com/v1")) == nil)
    #expect("\(Secret(value: "sk-12345678"))" == "(secret)")
  }

  @Test(arguments: [
    "host: a\n", "a\n", "a:\n  host: b\n", "a:\n  secret: b-and-more\n", "a:\n  host: b/c\n  secret: d-and-more\n", "a:\n  key: d\n",
    "a:\n  host: b\n  secret: x y and more\n", "a:\n  host: b\n  secret: short\n",
    "a:\n  host: b\n  secret: c-and-more\na:\n  host: b\n  secret: c-and-more\n", "a: b\n",
  ])
  func `that are not as they should be are refused without being shown`(text: String) {
    let fault = #expect(throws: RunFault.self) { try Credentials.parse(text, path: "c.yaml") }
    #expect(fault?.message.hasPrefix("c.yaml") == true)
  }

  @Test func `that others can read are refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a:\n  host: b\n  secret: c-and-more\n", to: "credentials.yaml")
    _ = try run("/bin/chmod", ["644", path])
    #expect(throws: RunFault(.openCredentials, "\(path) can be read by others", help: "chmod 600 \(path)")) { try Credentials.load(path) }
    _ = try run("/bin/chmod", ["600", path])
    #expect(try Credentials.load(path).secret("a", for: EndpointAddress("https://b/"))?.value == "c-and-more")
    #expect(try Credentials.load(folder.path("none")).secret("a", for: EndpointAddress("https://b/")) == nil)
  }
}
