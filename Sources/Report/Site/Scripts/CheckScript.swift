/// Checks of a bundle in a browser.
let checkScript: StaticString = #"""
  "use strict";
  """#
