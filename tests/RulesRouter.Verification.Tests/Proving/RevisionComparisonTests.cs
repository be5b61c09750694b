using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Comparing;

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
        Assert.True(Compare(Before.Replace("level == \"secret\"", "not (level in (\"open\", \"inside\"))").Replace("deadlineMs <= 1000", "not (deadlineMs > 1000)")).IsEquivalent);

    [Fact]
    public void A_lost_constraint_is_weaker_with_both_values()
    {
        var comparison = Compare(Before, Before.Replace("level == \"secret\"", "level != \"open\""));

        Assert.Contains(("dataRetentionDays.max", "0", "none"), comparison.Changes.Where(change => change.Kind == RegionChangeKind.ConstraintWeaker).Select(change => (change.Subject, change.Before, change.After)));
        Assert.False(comparison.IsRefinement);
    }

    [Fact]
    public void A_dropped_redaction_is_weaker_with_an_example()
    {
        var change = Assert.Single(Compare(Before.Replace("[secrets, names]", "[secrets]")).Changes);

        Assert.Equal((RegionChangeKind.ObligationWeaker, "redact", "[names, secrets]", "[secrets]"), (change.Kind, change.Subject, change.Before, change.After));
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

    private static RegionComparison Compare(string after, string before = Before) =>
        RevisionComparison.Compare(ProofFixture.Compile(before), ProofFixture.Compile(after), "p", new ProofSettings(ProofFixture.At, AllowSampleEvidence: false));
}
