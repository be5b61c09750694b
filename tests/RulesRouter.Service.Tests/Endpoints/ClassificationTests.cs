namespace RulesRouter.Service.Tests.Endpoints;

/// <summary>When the service asks the classifier about a text.</summary>
public sealed class ClassificationTests
{
    private const string Said =
        """{"policy":"small","prompt":"sort a list","task":"code-generation","estimate":{"inputTokens":10,"outputTokens":20}}""";
    private const string Unsaid = """{"policy":"small","prompt":"sort a list","task":"code-generation"}""";

    [Fact]
    public async Task Classifies_only_if_the_decision_may_depend_on_it_without_record_and_outcomes()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        Assert.Equal("none", await SourceOf(service, Said));
        Assert.NotEqual("none", await SourceOf(service, Unsaid));
    }

    [Fact]
    public async Task Always_classifies_with_a_record()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { RecordPath = policies.File("decisions.jsonl") });

        Assert.NotEqual("none", await SourceOf(service, Said));
        Assert.Contains("\"difficulty\":", await File.ReadAllTextAsync(policies.File("decisions.jsonl")));
    }

    [Fact]
    public async Task Always_classifies_with_outcomes()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { OutcomesPath = policies.File("outcomes.db") });

        Assert.NotEqual("none", await SourceOf(service, Said));
    }

    private static async Task<string?> SourceOf(RunningService service, string request) =>
        (await service.Decide(request)).Json.GetProperty("classification").GetProperty("source").GetString();
}
