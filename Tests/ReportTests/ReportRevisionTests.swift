import Report
import TestSupport
import Testing

@Test func `a page declares the revision that rendered it`() {
  #expect(declaredReportRevision(of: renderReport(SampleInput().input)) == reportRevision)
}

@Test(arguments: [
  "", "<html>", "name=\"etalon-report-revision\" content=\"\"", "name=\"etalon-report-revision\" content=\"99999999999999999999\"",
])
func `a page without a usable revision declares none`(page: String) {
  #expect(declaredReportRevision(of: Array(page.utf8)) == nil)
}

@Test func `a revision far behind the beginning is not looked for`() {
  let page = String(repeating: " ", count: 5000) + "name=\"etalon-report-revision\" content=\"2\""
  #expect(declaredReportRevision(of: Array(page.utf8)) == nil)
}
