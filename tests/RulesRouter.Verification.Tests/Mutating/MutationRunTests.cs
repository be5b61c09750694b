using RulesRouter.Classifiers;
using RulesRouter.Verification.Mutating;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Mutating;

public sealed class MutationRunTests
{
    private const string Loose = """
            - name: secrets are constrained
              request: { attributes: { level: secret }, estimate: { inputTokens: 10, outputTokens: 10 } }
              expect: { outcome: routed, constraints: [dataRetentionDays.max], obligations: [redact] }

        """;

    private const string Tight = Loose + """
            - name: and stay with who keeps nothing
              request: { attributes: { level: secret }, estimate: { inputTokens: 10, outputTokens: 10 } }
              expect: { everyHop: "alpha/*" }

        """;

    [Fact]
    public void An_undetected_mutant_survives_with_its_place()
    {
        var survivor = Assert.Single(
            Run(Loose).Results,
            result => result.Fate == MutantFate.Survived && result.Mutant.Change == "dataRetentionDays.max 0 became 1");

        Assert.Equal(
            ("floor", "secrets", "floor.yaml:11:41"),
            (survivor.Mutant.Policy, survivor.Mutant.Rule, survivor.Mutant.Place.ToString()));
    }

    [Fact]
    public void A_removed_constraint_is_detected_by_the_case_that_expects_it()
    {
        var result = Assert.Single(Run(Loose).Results, result => result.Mutant.Change == "constraint dataRetentionDays.max was removed");

        Assert.Equal((MutantFate.Noticed, "secrets are constrained"), (result.Fate, result.By));
    }

    [Fact]
    public void A_better_suite_scores_higher()
    {
        var (loose, tight) = (Run(Loose), Run(Tight));

        Assert.Equal(loose.Results.Length, tight.Results.Length);
        Assert.True(tight.Score >= loose.Score, $"{tight.Score} < {loose.Score}");
        Assert.Equal(
            tight.Noticed + tight.Survived,
            tight.Results.Count(result => result.Fate is MutantFate.Noticed or MutantFate.Survived));
    }

    [Fact]
    public void Mutants_that_do_not_load_do_not_count()
    {
        // Of equal priority and another objective, the two rules would clash.
        var clash = SmallPolicies.Chat.Replace(
            "    - id: default",
            "    - id: slow\n      priority: 11\n      when: has(deadlineMs) and deadlineMs <= 900\n      select: { objective: latency }\n    - id: default",
            StringComparison.Ordinal);

        Assert.Contains(
            Run(Loose, clash).Results,
            result => result.Fate == MutantFate.Survived && result.Mutant.Change.StartsWith("priority", StringComparison.Ordinal));
    }

    private static MutationReport Run(string cases, string chat = SmallPolicies.Chat)
    {
        var suite = SmallSuite.Of(cases, chat);
        return new MutationRun(
            suite.Set,
            suite.Suites,
            new HeuristicClassifier(),
            new ProofSettings(SmallSuite.At, false)).Run(2, (_, _) => { });
    }
}
