using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Testing.Sample;

/// <summary>Single cases, for what one example shows better than a property.</summary>
public sealed class CodingAssistantCases
{
    private static readonly DateTimeOffset Evening = new(2026, 9, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly PolicyWorld World = PolicyWorld.Load("policies");

    private static readonly DecisionRequest UnitTests = new()
    {
        Policy = "coding-assistant",
        Task = TaskKind.UnitTestGeneration,
        Estimate = new TokenCounts(1800, 0, 900),
        MaxOutputTokens = 1000,
        KeyAttributes = new DecisionRequest { Policy = "" }.KeyAttributes.Add("sensitivity", new AttributeValue.String("public")),
    };

    [Fact]
    public void Unit_tests_go_to_DeepSeek() => World.Decide(UnitTests, Evening, allowSampleEvidence: true)
        .IsRouted()
        .IsSelectedBy("coding-assistant/unit-tests")
        .Chooses("deepseek/*")
        .CostsAtMost(0.05);

    [Fact]
    public void Zero_budget_denies_every_request() => World.Decide(UnitTests with { MaxCostUsd = 0 }, Evening, allowSampleEvidence: true)
        .IsDenied(DenialCode.NoCandidate)
        .IsConstrained("maxCostUsd", 0);
}
