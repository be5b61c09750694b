using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving;

namespace RulesRouter.Verification.Tests.Comparing;

public sealed class PolicyDiffTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Moving_rules_and_rewriting_the_notation_changes_nothing()
    {
        var rewritten = SmallPolicies.Floor.Replace("{ dataRetentionDays: { max: 0 } }", "\n          dataRetentionDays:\n            max: 0", StringComparison.Ordinal);

        var diff = PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(floor: "# moved\n" + rewritten), new ProofSettings(Noon, false), null);

        Assert.Empty(diff.Policies);
        Assert.Empty(diff.Catalog);
        Assert.False(diff.IsWeaker);
    }

    [Fact]
    public void Every_field_that_changed_is_named_with_both_values()
    {
        var changed = SmallPolicies.Chat
            .Replace("priority: 10", "priority: 20", StringComparison.Ordinal)
            .Replace("deadlineMs <= 1000", "deadlineMs <= 500", StringComparison.Ordinal)
            .Replace("- id: no-giants", "- id: nobody-huge", StringComparison.Ordinal);

        var diff = PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(chat: changed), new ProofSettings(Noon, false), null);

        Assert.Equal(
            [
                "chat rule no-giants Removed ",
                "chat rule nobody-huge Added ",
                "chat rule quick Changed priority 10 → 20, when has(deadlineMs) and deadlineMs <= 1000 → has(deadlineMs) and deadlineMs <= 500",
            ],
            diff.Policies.Select(change => $"{change.Policy} {change.Element} {change.Kind} {string.Join(", ", change.Fields.Select(field => $"{field.Path} {field.Before} → {field.After}"))}"));
    }

    [Fact]
    public void Prices_are_compared_at_the_moment_asked_for()
    {
        var dearer = SmallPolicies.Catalog.Replace("input: 1, output: 4", "input: 1.5, output: 4", StringComparison.Ordinal);

        string[] At(DateTimeOffset moment) => [.. PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(catalog: dearer), new ProofSettings(moment, false), null).Catalog.Where(change => change.Fact == "price.input").Select(change => $"{change.Endpoint} {change.Before} → {change.After} {change.Share}")];

        Assert.Empty(At(Noon));
        Assert.Equal(["alpha/m 1 → 1.5 1.5"], At(Noon.AddHours(10)));
    }

    [Fact]
    public void A_contract_that_keeps_longer_is_a_change_of_the_catalog()
    {
        var diff = PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(catalog: SmallPolicies.Catalog.Replace("dataRetentionDays: 0", "dataRetentionDays: 7", StringComparison.Ordinal)), new ProofSettings(Noon, false), null);

        Assert.Equal(["alpha/m dataRetentionDays 0 → 7", "alpha/n dataRetentionDays 0 → 7"], diff.Catalog.Select(change => $"{change.Endpoint} {change.Fact} {change.Before} → {change.After}"));
    }
}
