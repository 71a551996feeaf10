import Record
import Testing

@testable import Interpreter

@Suite struct UserFoldersTests {
  @Test func `the user's folders follow the XDG base directory specification`() {
    let standard = UserFolders(environment: ["HOME": "/home/ada"])
    #expect(
      standard == UserFolders(data: "/home/ada/.local/share/etalon", cache: "/home/ada/.cache/etalon", config: "/home/ada/.config/etalon"))
    let named = UserFolders(environment: ["HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "relative"])
    #expect(named.inputs == "/data/etalon/inputs")
    #expect(named.cache == "/home/ada/.cache/etalon", "a relative folder does not count")
  }
}
