using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Formats;
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
                JunitXml.Write(to, Junit(results, properties));
                break;
            case "human":
                WriteHuman(to, results, properties);
                break;
            default:
                FindingRenderer.Write(to, SuiteFindings.Of(results, properties), Enum.Parse<FindingFormat>(format, ignoreCase: true));
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
            var held = policy.Count(property => property.Passed);
            to.WriteLine(
                $"{policy.Key}: {held} {(held == 1 ? "property" : "properties")} held on {policy.Sum(property => property.Tried)} requests, {policy.Count(property => !property.Passed)} broken");
            foreach (var property in policy)
            {
                WriteHuman(to, property);
            }
        }

        to.WriteLine(
            $"{results.Count(result => result.Passed)} passed, {results.Count(result => !result.Passed) + properties.Count(property => !property.Passed)} failed");
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
        foreach (var line in CounterexampleWriter.Lines(counterexample))
        {
            to.WriteLine($"    {line}");
        }
    }

    private static void WriteJson(TextWriter to, ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties) =>
        to.WriteLine(JsonSerializer.Serialize(
        results.Select(
            result => (object)new
            {
                kind = "case",
                suite = result.Suite.Name,
                name = result.Case.Name,
                file = result.Suite.Path,
                line = result.Case.Span.Line,
                passed = result.Passed,
                failures = result.Failures,
            })
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
                failures = property.Counterexample is { } counterexample
                    ? [.. CounterexampleWriter.Lines(counterexample)]
                    : ImmutableArray<string>.Empty,
            })),
        JsonFormats.Indented));

    private static IEnumerable<JunitSuite> Junit(ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties) => results
        .GroupBy(result => result.Suite.Path)
        .Select(suite => new JunitSuite(
            suite.First().Suite.Name,
            [.. suite.Select(result => new JunitCase(result.Suite.Name, result.Case.Name, [.. result.Failures]))]))
        .Concat(properties.GroupBy(property => property.Policy).Select(policy => new JunitSuite(
            $"properties of {policy.Key}",
            [.. policy.Select(property => new JunitCase(
                policy.Key,
                $"{property.Name} ({property.Source})",
                property.Counterexample is { } counterexample
                    ? [counterexample.Broken, .. CounterexampleWriter.Lines(counterexample).Skip(1)]
                    : []))])));
}
