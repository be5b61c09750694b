using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class RevisionComparisonTests
{
    private const string Before = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
              oblige: { redact: [secrets, names] }
            - id: quick
              priority: 2
              when: has(deadlineMs) and deadlineMs <= 1000
              select: { objective: latency }
        """;

    [Fact]
    public void Proves_reworded_rules_equivalent() =>
        Assert.True(
            Compare(Before.Replace("level == \"secret\"", "not (level in (\"open\", \"inside\"))").Replace("deadlineMs <= 1000", "not (deadlineMs > 1000)")).IsEquivalent);

    [Fact]
    public void A_lost_constraint_is_weaker_with_both_values()
    {
        var comparison = Compare(Before, Before.Replace("level == \"secret\"", "level != \"open\""));

        Assert.Contains(
            ("dataRetentionDays.max", "0", "none"),
            comparison.Changes.Where(
                change => change.Kind == RegionChangeKind.ConstraintWeaker).Select(change => (
                    change.Subject,
                    change.Before,
                    change.After)));
        Assert.False(comparison.IsRefinement);
    }

    [Fact]
    public void A_dropped_redaction_is_weaker_with_an_example()
    {
        var change = Assert.Single(Compare(Before.Replace("[secrets, names]", "[secrets]")).Changes);

        Assert.Equal(
            (RegionChangeKind.ObligationWeaker, "redact", "[names, secrets]", "[secrets]"),
            (change.Kind, change.Subject, change.Before, change.After));
        Assert.Equal(["level"], change.Witness.Recorded.Request.Attributes.Keys);
    }

    [Fact]
    public void A_new_denial_is_a_refinement()
    {
        var comparison = Compare(Before + "\n    - id: no\n      when: team == \"x\"\n      deny: true");

        Assert.Equal([RegionChangeKind.NewlyDenied], comparison.Changes.Select(change => change.Kind));
        Assert.True(comparison.IsRefinement);
    }

    [Fact]
    public void Shows_a_changed_selection_limit_by_a_request_between_both()
    {
        var change = Assert.Single(Compare(Before.Replace("<= 1000", "<= 2000")).Changes);

        Assert.Equal((RegionChangeKind.Selection, "p/default", "p/quick"), (change.Kind, change.Before, change.After));
        Assert.InRange(change.Witness.Recorded.Request.DeadlineMs!.Value, 1000.0001, 2000);
    }

    [Theory]
    [InlineData("from: 2041-01-01, expires: 2041-12-31", "from: 2041-01-01, expires: 2045-12-31", "ConstraintWeaker from 2042-01-01 until 2046-01-01")]
    [InlineData("from: 2041-01-01, expires: 2045-12-31", "from: 2041-01-01, expires: 2041-12-31", "ConstraintStricter from 2042-01-01 until 2046-01-01")]
    [InlineData("from: 2041-01-01, expires: 2041-12-31", "from: 2040-01-01, expires: 2042-12-31", "ConstraintWeaker from 2040-01-01 until 2041-01-01, from 2042-01-01 until 2043-01-01")]
    [InlineData("expires: 2041-12-31", "from: 2020-01-01, expires: 2041-12-31", "")]
    [InlineData("expires: 2020-12-31", "expires: 2025-12-31", "")]
    public void Shows_when_a_changed_waiver_changes_a_constraint(string was, string isNow, string changes)
    {
        const string Rules = """
                - id: private
                  when: level != "open"
                  constrain: { dataRetentionDays: { max: 0 } }
                  waivable: [dataRetentionDays]
            """;
        CompiledPolicySet Waived(string dates) => ProofFixture.Compile(
            Rules,
            $"waivers: [{{ id: w, rule: p/private, constraint: dataRetentionDays, when: team == \"x\", approvedBy: a, reason: r, {dates} }}]");

        var comparison = RevisionComparison.Compare(
            Waived(was),
            Waived(isNow),
            "p",
            new ProofSettings(ProofFixture.At, AllowSampleEvidence: false));

        Assert.Equal(
            changes,
            string.Join("; ", comparison.Changes.Select(change => $"{change.Kind} {string.Join(", ", change.Intervals)}")));
        Assert.Equal(changes.Length == 0, comparison.IsEquivalent);
        Assert.Equal(!changes.Contains("Weaker", StringComparison.Ordinal), comparison.IsRefinement);
    }

    private static RegionComparison Compare(string after, string before = Before) =>
        RevisionComparison.Compare(
            ProofFixture.Compile(before),
            ProofFixture.Compile(after),
            "p",
            new ProofSettings(ProofFixture.At, AllowSampleEvidence: false));
}
