using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using RulesRouter.Formats;
using RulesRouter.Language.Rendering;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints the results of test suites as text, JSON, JUnit, GitHub annotations or SARIF.</summary>
internal static class SuiteReport
{
    public static void Write(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties, string format)
    {
        switch (format)
        {
            case "json":
                WriteJson(to, results, properties);
                break;
            case "junit":
                WriteJunit(to, results, properties);
                break;
            case "github":
                WriteGithub(to, results, properties);
                break;
            case "sarif":
                DiagnosticRenderer.Write(to, SuiteFindings.Of(results, properties), DiagnosticFormat.Sarif);
                break;
            default:
                WriteHuman(to, results, properties);
                break;
        }
    }

    private static void WriteHuman(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties)
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

        foreach (var policy in properties.GroupBy(property => property.Policy))
        {
            to.WriteLine($"{policy.Key}: {policy.Count(property => property.Passed)} properties held on {policy.Sum(property => property.Tried)} requests, {policy.Count(property => !property.Passed)} broken");
            foreach (var property in policy)
            {
                WriteHuman(to, property);
            }
        }

        to.WriteLine($"{results.Count(result => result.Passed)} passed, {results.Count(result => !result.Passed) + properties.Count(property => !property.Passed)} failed");
    }

    /// <summary>Also reports properties that no request tested.</summary>
    private static void WriteHuman(TextWriter to, PropertyResult property)
    {
        if (property.Counterexample is not { } counterexample)
        {
            if (property.Met == 0 && property.Tried > 0)
            {
                to.WriteLine($"  none of {property.Tried} requests {property.Source} satisfies `forAll` of `{property.Name}`");
            }

            return;
        }

        to.WriteLine($"  BROKEN {property.Place.Line}: {property.Name} ({property.Source})");
        foreach (var line in CounterexampleText.Lines(counterexample))
        {
            to.WriteLine($"    {line}");
        }
    }

    private static void WriteJson(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties) => to.WriteLine(JsonSerializer.Serialize(
        results.Select(result => (object)new { kind = "case", suite = result.Suite.Name, name = result.Case.Name, file = result.Suite.Path, line = result.Case.Span.Line, passed = result.Passed, failures = result.Failures })
            .Concat(properties.Select(property => (object)new
            {
                kind = "property",
                policy = property.Policy,
                name = property.Name,
                file = property.Place.Path,
                line = property.Place.Line,
                passed = property.Passed,
                source = property.Source,
                tried = property.Tried,
                met = property.Met,
                failures = property.Counterexample is { } counterexample ? [.. CounterexampleText.Lines(counterexample)] : ImmutableArray<string>.Empty,
            })),
        JsonFormats.Indented));

    private static void WriteJunit(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties) => to.WriteLine(new XElement(
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
                result.Passed ? null : new XElement("failure", new XAttribute("message", result.Failures[0]), string.Join('\n', result.Failures))))))
            .Concat(properties.GroupBy(property => property.Policy).Select(policy => new XElement(
                "testsuite",
                new XAttribute("name", $"properties of {policy.Key}"),
                new XAttribute("tests", policy.Count().ToString(CultureInfo.InvariantCulture)),
                new XAttribute("failures", policy.Count(property => !property.Passed).ToString(CultureInfo.InvariantCulture)),
                policy.Select(property => new XElement(
                    "testcase",
                    new XAttribute("classname", policy.Key),
                    new XAttribute("name", $"{property.Name} ({property.Source})"),
                    property.Counterexample is { } counterexample
                        ? new XElement("failure", new XAttribute("message", counterexample.Broken), string.Join('\n', CounterexampleText.Lines(counterexample)))
                        : null)))))));

    private static void WriteGithub(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties)
    {
        foreach (var failed in results.Where(result => !result.Passed))
        {
            to.WriteLine($"::error file={failed.Suite.Path},line={failed.Case.Span.Line},title={failed.Case.Name.Replace(',', ' ')}::{string.Join("%0A", failed.Failures)}");
        }

        foreach (var property in properties)
        {
            if (property.Counterexample is { } counterexample)
            {
                to.WriteLine($"::error file={property.Place.Path},line={property.Place.Line},title={property.Name.Replace(',', ' ')}::{string.Join("%0A", CounterexampleText.Lines(counterexample).Select(line => line.Replace("%", "%25", StringComparison.Ordinal)))}");
            }
        }
    }
}
