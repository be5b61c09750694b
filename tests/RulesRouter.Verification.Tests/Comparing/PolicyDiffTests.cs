using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Comparing;

public sealed class PolicyDiffTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Moving_rules_and_rewriting_the_notation_changes_nothing()
    {
        var rewritten = SmallPolicies.Floor.Replace(
            "{ dataRetentionDays: { max: 0 } }",
            "\n          dataRetentionDays:\n            max: 0",
            StringComparison.Ordinal);

        var diff = PolicyDiff.Of(
            SmallPolicies.Side(),
            SmallPolicies.Side(floor: "# moved\n" + rewritten),
            new ProofSettings(Noon, false),
            null);

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
            .Replace("- id: no-giants", "- id: no-huge", StringComparison.Ordinal);

        var diff = PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(chat: changed), new ProofSettings(Noon, false), null);

        Assert.Equal(
            [
                "chat rule no-giants Removed ",
                "chat rule no-huge Added ",
                "chat rule quick Changed priority 10 → 20, when has(deadlineMs) and deadlineMs <= 1000 → has(deadlineMs) and deadlineMs <= 500",
            ],
            diff.Policies.Select(
                change =>
                    $"{change.Policy} {change.Element} {change.Kind} {string.Join(", ", change.Fields.Select(field => $"{field.Path} {field.Before} → {field.After}"))}"));
    }

    [Fact]
    public void Compares_prices_at_the_given_time()
    {
        var dearer = SmallPolicies.Catalog.Replace("input: 1, output: 4", "input: 1.5, output: 4", StringComparison.Ordinal);

        string[] At(DateTimeOffset time) =>
        [
            .. PolicyDiff
            .Of(SmallPolicies.Side(), SmallPolicies.Side(catalog: dearer), new ProofSettings(time, false), null).Catalog
            .Where(change => change.Fact == "price.input")
            .Select(change => $"{change.Endpoint} {change.Before} → {change.After} {change.Share}"),
        ];

        Assert.Empty(At(Noon));
        Assert.Equal(["alpha/m 1 → 1.5 1.5"], At(Noon.AddHours(10)));
    }

    [Theory]
    [InlineData("input: 4, output: 16", "input: 4, output: 16, until: 2027-01-01", "price.input 4 →  from 2027-01-01 on")]
    [InlineData("[{ input: 4, output: 16 }]", "[{ input: 4, output: 16 }, { from: 2027-01-01, until: 2028-01-01, input: 5, output: 16 }]", "price.input 4 → 5 from 2027-01-01 until 2028-01-01")]
    [InlineData("[{ input: 4, output: 16 }]", "[{ input: 5, output: 16, until: 2027-01-01 }, { from: 2027-01-01, input: 4, output: 16 }]", "price.input 4 → 5 from 2026-06-01T12:00:00Z until 2027-01-01")]
    [InlineData("input: 4, output: 16", "input: 5, output: 16", "price.input 4 → 5 ")]
    public void Shows_when_a_changed_price_applies(string before, string after, string change)
    {
        var changed = SmallPolicies.Catalog.Replace(before, after, StringComparison.Ordinal);
        var diff = PolicyDiff.Of(SmallPolicies.Side(), SmallPolicies.Side(catalog: changed), new ProofSettings(Noon, false), null);

        Assert.Equal(
            change,
            Assert.Single(
                diff.Catalog.Where(one => one.Fact == "price.input").Select(one => $"{one.Fact} {one.Before} → {one.After} {string.Join(", ", one.Intervals)}")));
    }

    [Fact]
    public void A_longer_retention_is_a_catalog_change()
    {
        var diff = PolicyDiff.Of(
            SmallPolicies.Side(),
            SmallPolicies.Side(
                catalog: SmallPolicies.Catalog.Replace("dataRetentionDays: 0", "dataRetentionDays: 7", StringComparison.Ordinal)),
            new ProofSettings(Noon, false),
            null);

        Assert.Equal(
            ["alpha/m dataRetentionDays 0 → 7", "alpha/n dataRetentionDays 0 → 7"],
            diff.Catalog.Select(change => $"{change.Endpoint} {change.Fact} {change.Before} → {change.After}"));
    }

    [Theory]
    [InlineData("{}", "{ aliasOf: [{ model: n, since: 2026-05-01 }] }", "itself → n since 2026-05-01 (outcomes before 2026-05-01 no longer count)")]
    [InlineData("{ aliasOf: [{ model: n, since: 2026-05-01 }] }", "{ aliasOf: [{ model: n, since: 2026-05-15 }] }", "n since 2026-05-01 → n since 2026-05-15 (outcomes before 2026-05-15 no longer count)")]
    [InlineData("{ aliasOf: [{ model: n, since: 2026-05-01 }] }", "{ aliasOf: [{ model: n, since: 2026-05-01 }, { model: o, since: 2026-07-01 }] }", "n since 2026-05-01 → n since 2026-05-01, o from 2026-07-01")]
    [InlineData("{ aliasOf: [{ model: n, since: 2026-05-01 }] }", "{}", "n since 2026-05-01 → itself")]
    [InlineData("{ aliasOf: [{ model: o, since: 2026-04-01 }, { model: n, since: 2026-05-01 }] }", "{ aliasOf: [{ model: n, since: 2026-05-01 }] }", null)]
    public void Compares_aliases_and_what_happens_to_their_outcomes(string before, string after, string? change)
    {
        string Aliasing(string alias) => SmallPolicies.Catalog.Replace(
            "    m: {}",
            $"    m: {alias}\n    o: {{}}",
            StringComparison.Ordinal);

        var diff = PolicyDiff.Of(
            SmallPolicies.Side(catalog: Aliasing(before)),
            SmallPolicies.Side(catalog: Aliasing(after)),
            new ProofSettings(Noon, false),
            null);

        Assert.Equal(
            change is null ? [] : [$"alpha/m aliasOf {change}", $"beta/m aliasOf {change}"],
            diff.Catalog.Select(change => $"{change.Endpoint} {change.Fact} {change.Before} → {change.After}"));
    }

    [Fact]
    public void Another_model_of_an_endpoint_is_a_catalog_change()
    {
        var diff = PolicyDiff.Of(
            SmallPolicies.Side(),
            SmallPolicies.Side(
                catalog: SmallPolicies.Catalog.Replace("\"alpha/n\": { model: n", "\"alpha/n\": { model: m", StringComparison.Ordinal)),
            new ProofSettings(Noon, false),
            null);

        Assert.Equal(
            ["alpha/n model n → m"],
            diff.Catalog.Select(change => $"{change.Endpoint} {change.Fact} {change.Before} → {change.After}"));
    }
}
