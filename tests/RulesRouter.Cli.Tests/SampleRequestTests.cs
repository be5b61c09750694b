using RulesRouter.Classifiers;
using RulesRouter.Cli.Commands;
using RulesRouter.Language;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Tests;

public sealed class SampleRequestTests
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, "", "")]
    [InlineData(false, "sensitivity=public", "")]
    [InlineData(
        false,
        "",
        "\n  (denied without evidence about the endpoints; for a trial, start the service with --allow-sample-evidence)")]
    public void A_request_that_the_settings_deny_says_what_to_add(bool allowSample, string attribute, string note)
    {
        var sample = For(
            Path.Combine(Repository.Root, "policies"),
            new ServiceOptions
            {
                PoliciesPath = "policies",
                AllowSampleEvidence = allowSample,
                KeyAttributes = attribute.Length == 0 ? [] : [attribute],
            });

        Assert.Equal(
            ("""{"policy":"coding-assistant","prompt":"Write unit tests for a date parser.","task":"unit-test-generation"}""", note),
            (sample.Json, sample.Note));
    }

    [Fact]
    public void The_first_policy_that_does_not_deny_the_request_is_proposed()
    {
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        File.Copy(Path.Combine(Repository.TestData("serve"), "catalog.yaml"), Path.Combine(folder, "catalog.yaml"));
        foreach (var (name, constraint) in new[] { ("a", "constrain: { trainsOnData: false }, "), ("b", "") })
        {
            File.WriteAllText(
                Path.Combine(folder, $"{name}.yaml"),
                $"apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: {{ name: {name} }}\nspec:\n  rules: [{{ id: default, {constraint}select: {{ objective: price }} }}]\n");
        }

        var both = For(folder, new ServiceOptions { PoliciesPath = "policies" });
        File.Delete(Path.Combine(folder, "b.yaml"));
        var denied = For(folder, new ServiceOptions { PoliciesPath = "policies" });
        Directory.Delete(folder, recursive: true);

        Assert.Equal(new SampleRequest("""{"policy":"b","prompt":"Write unit tests for a date parser."}""", ""), both);
        Assert.Equal(
            new SampleRequest(
                """{"policy":"a","prompt":"Write unit tests for a date parser."}""",
                "\n  (denied with these policies and settings; the answer states why and what would help)"),
            denied);
    }

    private static SampleRequest For(string path, ServiceOptions options)
    {
        var classifier = new HeuristicClassifier();
        var set = PolicyFolder.Load(PolicyDirectory.Read(path), classifier.Digest).Set!;
        return SampleRequest.For(set, options, classifier, new StoppedClock());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Day;
    }
}
