using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Testing.Tests;

/// <summary>Every assertion is tested on a decision that satisfies it and on one that does not.</summary>
public sealed class DecidedRequestAssertionsTests
{
    private static readonly DateTimeOffset Evening = new(2026, 9, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly PolicyWorld World = PolicyWorld.Load("policies");

    private static readonly DecidedRequest Routed = Decide("public");
    private static readonly DecidedRequest Guarded = Decide("regulated");
    private static readonly DecidedRequest Denied = Decide("public", budgetUsd: 0);

    public static TheoryData<string> Names => [.. Assertions.Keys];

    /// <summary>A satisfied assertion, a violated one, and the first line of its message.</summary>
    private static Dictionary<string, (Action Holds, Action Fails, string Message)> Assertions { get; } = new(StringComparer.Ordinal)
    {
        ["IsRouted"] = (() => Routed.IsRouted(), () => Denied.IsRouted(), "expected a route"),
        ["IsDenied"] = (() => Denied.IsDenied(), () => Routed.IsDenied(), "expected a denial"),
        ["IsDenied with a code"] = (
            () => Denied.IsDenied(DenialCode.NoCandidate),
            () => Denied.IsDenied(DenialCode.DeniedByRule),
            "expected a denial with code denied-by-rule"),
        ["Chooses"] = (() => Routed.Chooses("deepseek/*"), () => Routed.Chooses("mistral/*"), "expected mistral/* to be chosen"),
        ["Chooses, of a denial"] = (() => Routed.Chooses("*"), () => Denied.Chooses("*"), "expected * to be chosen"),
        ["HasNoHop"] = (() => Guarded.HasNoHop("deepseek/*"), () => Routed.HasNoHop("mistral/*"), "expected no hop to be mistral/*"),
        ["EveryHop"] = (
            () => Denied.EveryHop("is never checked", _ => false),
            () => Routed.EveryHop("is DeepSeek's", hop => hop.Endpoint.Provider.Id == "deepseek"),
            $"expected that every hop is DeepSeek's; `{Routed.Decision.Chain[1].Endpoint.Id}` does not"),
        ["IsConstrained"] = (
            () => Guarded.IsConstrained("certifications"),
            () => Routed.IsConstrained("certifications"),
            "expected constraint certifications"),
        ["IsConstrained to a bound, or a stricter one"] = (
            () => Guarded.IsConstrained("dataRetentionDays.max", 30).IsConstrained("dataRetentionDays.max", 0),
            () => Decide("internal").IsConstrained("dataRetentionDays.max", 29),
            "expected constraint dataRetentionDays.max at 29 or stricter, found 30"),
        ["IsConstrained to a bound, of what has none"] = (
            () => Guarded.IsConstrained("dataRetentionDays.max", 1),
            () => Routed.IsConstrained("dataRetentionDays.max", 1),
            "expected constraint dataRetentionDays.max at 1 or stricter, found none"),
        ["IsObliged"] = (
            () => Guarded.IsObliged("redact", "secrets", "personal-data").IsObliged("humanReview"),
            () => Decide("internal").IsObliged("redact", "secrets", "personal-data"),
            "expected obligation redact secrets, personal-data, found [secrets]"),
        ["IsSelectedBy"] = (
            () => Routed.IsSelectedBy("coding-assistant/unit-tests"),
            () => Routed.IsSelectedBy("coding-assistant/default"),
            "expected coding-assistant/default to select, found coding-assistant/unit-tests"),
        ["CostsAtMost"] = (() => Routed.CostsAtMost(1), () => Routed.CostsAtMost(0.0000001), "expected a worst case of at most $1E-07"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Assertion_passes_or_reports_what_it_expected(string name)
    {
        var (holds, fails, message) = Assertions[name];

        holds();
        Assert.Equal(message, Assert.Throws<DecisionAssertionException>(fails).Message.Split('\n')[0]);
    }

    [Fact]
    public void Failure_shows_the_decision_and_its_reasons()
    {
        var message = Assert.Throws<DecisionAssertionException>(() => Routed.IsDenied()).Message;

        Assert.Contains("deepseek/deepseek-chat", message, StringComparison.Ordinal);
        Assert.Contains("  - rule coding-assistant/unit-tests selected objective ordered", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sensitivity", "public")]
    [InlineData("task", "unit-test-generation")]
    [InlineData("stream", null)]
    [InlineData("attempts.count", "0")]
    public void Fact_is_read_wherever_it_comes_from(string name, string? value) => Assert.Equal(value, Routed.Fact(name));

    [Fact]
    public void Unknown_fact_is_an_error_with_the_nearest_name() => Assert.StartsWith(
        "policy `coding-assistant` has no fact `sensitivty`; did you mean `sensitivity`?",
        Assert.Throws<ArgumentException>(() => Routed.Fact("sensitivty")).Message,
        StringComparison.Ordinal);

    private static DecidedRequest Decide(string sensitivity, double? budgetUsd = null)
    {
        var request = new DecisionRequest
        {
            Policy = "coding-assistant",
            Task = TaskKind.UnitTestGeneration,
            Estimate = new TokenCounts(1800, 0, 900),
            MaxCostUsd = budgetUsd,
        };
        return World.Decide(
            request with { KeyAttributes = request.KeyAttributes.Add("sensitivity", new AttributeValue.String(sensitivity)) },
            Evening,
            allowSampleEvidence: true);
    }
}
