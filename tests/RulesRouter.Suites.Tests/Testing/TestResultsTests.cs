using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Tests.Testing;

public sealed class TestResultsTests : IDisposable
{
    private readonly string tree = Directory.CreateTempSubdirectory("rulesrouter-results").FullName;

    public void Dispose() => Directory.Delete(tree, recursive: true);

    [Fact]
    public void Trx_gives_outcomes_by_class_and_name()
    {
        Write("a.trx", """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Results>
                <UnitTestResult testId="1" testName="Sums.Adds" outcome="Passed" />
                <UnitTestResult testId="2" testName="Empty" outcome="Failed" />
                <UnitTestResult testId="3" testName="Sums.Later" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest id="1"><TestMethod className="Sums" name="Adds" /></UnitTest>
                <UnitTest id="2"><TestMethod className="Sums" name="Empty" /></UnitTest>
              </TestDefinitions>
            </TestRun>
            """);

        Assert.Equal(
            [("Sums.Adds", TestOutcome.Passed), ("Sums.Empty", TestOutcome.Failed), ("Sums.Later", TestOutcome.Skipped)],
            Read(TestSystem.Dotnet));
    }

    [Fact]
    public void Junit_gives_outcomes_by_class_or_by_nested_suites()
    {
        Write("a.xml", """
            <testsuites>
              <testcase name="adds" classname="test" />
              <testsuite name="sums">
                <testsuite name="empty"><testcase name="is zero"><failure>no</failure></testcase></testsuite>
              </testsuite>
              <testsuite name="s"><testcase classname="tests.test_sum" name="test_later"><skipped /></testcase></testsuite>
              <testcase name="breaks" classname="c"><error /></testcase>
            </testsuites>
            """);

        Assert.Equal(
            [
                ("adds", TestOutcome.Passed), ("c.breaks", TestOutcome.Failed), ("sums.empty.is zero", TestOutcome.Failed),
                ("tests.test_sum.test_later", TestOutcome.Skipped),
            ],
            Read(TestSystem.Node));
    }

    [Fact]
    public void Name_that_occurs_twice_has_its_worst_outcome()
    {
        Write("a.xml", "<testsuite><testcase name='t' /><testcase name='t'><failure /></testcase></testsuite>");
        Write("b.xml", "<testsuite><testcase name='t' /></testsuite>");

        Assert.Equal([("t", TestOutcome.Failed)], Read(TestSystem.Pytest));
    }

    [Theory]
    [InlineData("<html />", "a.xml: the root element is `html`; expected TestRun, testsuites or testsuite")]
    [InlineData("<testsuite>", "a.xml: Unexpected end of file has occurred. The following elements are not closed: testsuite. Line 1, position 12")]
    [InlineData(
        "<!DOCTYPE a [<!ENTITY b \"c\">]><testsuite />",
        "a.xml: For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on XmlReaderSettings to Parse and pass the settings into XmlReader.Create method")]
    public void Other_content_gives_no_outcome_and_a_reason(string content, string problem)
    {
        Write("a.xml", content);
        var results = TestResults.In(tree, TestSystem.Node);

        Assert.Empty(results.Outcomes);
        Assert.Equal([problem], results.Problems);
    }

    [Fact]
    public void Results_of_an_earlier_run_are_cleared()
    {
        Write("a.xml", "<testsuite><testcase name='t' /></testsuite>");

        TestResults.Clear(tree, TestSystem.Node);

        Assert.Empty(Read(TestSystem.Node));
    }

    private void Write(string name, string content)
    {
        var folder = Path.Combine(tree, TestCommands.Results);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), content);
    }

    private IEnumerable<(string, TestOutcome)> Read(TestSystem system) =>
        TestResults.In(tree, system).Outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}
