using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints what came of test suites, for people, programs, JUnit readers and GitHub.</summary>
internal static class SuiteReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(TextWriter to, ImmutableArray<CaseResult> results, string format)
    {
        switch (format)
        {
            case "json":
                WriteJson(to, results);
                break;
            case "junit":
                WriteJunit(to, results);
                break;
            case "github":
                WriteGithub(to, results);
                break;
            default:
                WriteHuman(to, results);
                break;
        }
    }

    private static void WriteHuman(TextWriter to, ImmutableArray<CaseResult> results)
    {
        foreach (var suite in results.GroupBy(result => result.Suite.Path))
        {
            to.WriteLine($"{suite.Key}: {suite.Count(result => result.Passed)} passed, {suite.Count(result => !result.Passed)} failed");
            foreach (var failed in suite.Where(result => !result.Passed))
            {
                to.WriteLine($"  FAILED {failed.Case.Span.Line}: {failed.Case.Name}");
                foreach (var line in failed.Failures)
                {
                    to.WriteLine($"    {line}");
                }
            }
        }

        to.WriteLine($"{results.Count(result => result.Passed)} passed, {results.Count(result => !result.Passed)} failed");
    }

    private static void WriteJson(TextWriter to, ImmutableArray<CaseResult> results) => to.WriteLine(JsonSerializer.Serialize(
        results.Select(result => new { suite = result.Suite.Name, name = result.Case.Name, file = result.Suite.Path, line = result.Case.Span.Line, passed = result.Passed, failures = result.Failures }),
        Indented));

    private static void WriteJunit(TextWriter to, ImmutableArray<CaseResult> results) => to.WriteLine(new XElement(
        "testsuites",
        results.GroupBy(result => result.Suite.Path).Select(suite => new XElement(
            "testsuite",
            new XAttribute("name", suite.First().Suite.Name),
            new XAttribute("tests", suite.Count().ToString(CultureInfo.InvariantCulture)),
            new XAttribute("failures", suite.Count(result => !result.Passed).ToString(CultureInfo.InvariantCulture)),
            suite.Select(result => new XElement(
                "testcase",
                new XAttribute("classname", result.Suite.Name),
                new XAttribute("name", result.Case.Name),
                result.Passed ? null : new XElement("failure", new XAttribute("message", result.Failures[0]), string.Join('\n', result.Failures))))))));

    private static void WriteGithub(TextWriter to, ImmutableArray<CaseResult> results)
    {
        foreach (var failed in results.Where(result => !result.Passed))
        {
            to.WriteLine($"::error file={failed.Suite.Path},line={failed.Case.Span.Line},title={failed.Case.Name.Replace(',', ' ')}::{string.Join("%0A", failed.Failures)}");
        }
    }
}
