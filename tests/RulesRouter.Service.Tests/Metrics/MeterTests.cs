namespace RulesRouter.Service.Tests.Metrics;

public sealed class MeterTests
{
    [Fact]
    public async Task Counts_decisions_by_outcome_and_source_of_the_classification()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        await service.Decide("""{ "policy": "small", "prompt": "hello" }""");
        await service.Decide("""{ "policy": "small", "estimate": { "inputTokens": 10, "outputTokens": 10 } }""");
        await service.Decide("""{ "policy": "small", "prompt": "hello", "attributes": { "team": "interns" } }""");
        await service.Decide("""{ "policy": "unknown", "prompt": "hello" }""");

        Assert.Equal(2, service.Metrics.Sum("rulesrouter.decisions{outcome=routed,"));
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.decisions{outcome=routed,classification.source=none,"));
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.decisions{outcome=denied,"));
        Assert.Equal(3, service.Metrics.Sum("rulesrouter.decisions"));
    }

    [Fact]
    public async Task Counts_each_excluded_endpoint_of_every_decision_once_by_constraint()
    {
        using var policies = new SmallPolicies();
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace(
            "select: {",
            "constrain: { price: { inputPerMTok: { max: 1 } } }\n      select: {",
            StringComparison.Ordinal));
        await using var service = await RunningService.Start(policies.Path);

        await service.Decide("""{ "policy": "small", "estimate": { "inputTokens": 10, "outputTokens": 10 } }""");
        await service.Decide("""{ "policy": "small", "estimate": { "inputTokens": 10, "outputTokens": 9000 } }""");
        await service.Decide(
            """{ "policy": "small", "estimate": { "inputTokens": 10, "outputTokens": 10 }, "attributes": { "team": "interns" } }""");
        await service.Decide(
            """{ "policy": "small", "estimate": { "inputTokens": 10, "outputTokens": 10 }, "callable": ["two"] }""");

        Assert.Equal(
            [("contextTokens", 1), ("callable", 1), ("price.inputPerMTok", 4)],
            new[] { "contextTokens", "callable", "price.inputPerMTok" }
                .Select(name => (name, (int)service.Metrics.Sum($"rulesrouter.exclusions{{policy=small,constraint={name}"))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(4, 1)]
    [InlineData(7, 0)]
    public async Task Compares_every_Nth_decision_with_RulesEngine(int every, int compared)
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { CheckEvery = every });

        for (var request = 0; request < 6; request++)
        {
            await service.Decide("""{ "policy": "small", "prompt": "hello", "attributes": { "team": "ide" } }""");
        }

        Assert.Equal(
            compared,
            await RunningService.Until(
                () => Task.FromResult(service.Metrics.Sum("rulesrouter.reference.compared")),
                sum => sum >= compared));
        Assert.Equal(0, service.Metrics.Sum("rulesrouter.reference.disagreed"));
    }

    [Fact]
    public async Task Shows_whether_the_trained_classifier_is_in_use()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { ClassifierPath = policies.File("missing") });

        Assert.Equal(0, service.Metrics.Sum("rulesrouter.classifier.trained"));
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.classifier.problem"));
    }
}
