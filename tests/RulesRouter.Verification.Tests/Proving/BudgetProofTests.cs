using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class BudgetProofTests
{
    private const string Budgets = "budgets: [{ id: month, limitUsd: 100, window: month }]";

    private const string Rules = """
            - id: frugal
              when: budget.month.share >= 0.8
              constrain: { price: { outputPerMTok: { max: 8 } } }
            - id: stop
              when: budget.month.share >= 0.95
              deny: true
        """;

    [Theory]
    [InlineData("forAll: budget.month.share >= 0.9\nthen: 'every hop: price.outputPerMTok <= 8'")]
    [InlineData("forAll: budget.month.share >= 0.97\nthen: denial == \"denied-by-rule\"")]
    [InlineData("forAll: budget.month.share >= 1\nthen: outcome == \"denied\"")]
    [InlineData("forAll: not has(budget.month.share)\nthen: outcome == \"denied\"")]
    public void Proves_what_holds_for_every_state_of_a_budget(string property) =>
        Assert.Equal(ProofVerdict.Proved, ProofFixture.Prove(Rules, property, Budgets).Verdict);

    [Theory]
    [InlineData("forAll: budget.month.share < 0.95\nthen: 'every hop: price.outputPerMTok <= 8'", "`every hop: price.outputPerMTok <= 8` is violated by hop `clean/dear`: price.outputPerMTok = 16")]
    [InlineData("then: outcome == \"routed\"", "`outcome == \"routed\"` is violated: outcome = \"denied\"")]
    public void Refutes_with_a_state_that_the_evaluator_confirms(string property, string detail)
    {
        var result = ProofFixture.Prove(Rules, property, Budgets);

        Assert.Equal(ProofVerdict.Refuted, result.Verdict);
        Assert.Equal(detail, result.Detail);
        Assert.NotNull(result.Witness!.Decide(ProofFixture.Compile(Rules, Budgets)).Decision);
    }

    [Fact]
    public void A_test_case_sets_the_state_of_budgets()
    {
        var results = ProofFixture.Run(
            Rules,
            """
                - name: by share
                  request: { estimate: { inputTokens: 100, outputTokens: 10 } }
                  expect: { outcome: routed }
                  table:
                    - { name: unused, expect: { notMatched: [p/frugal] } }
                    - { name: nearly, budgets: { month: { spent: 70, reserved: 10 } }, expect: { matched: [p/frugal], reasons: ["budget p/month: 80.0 % of 100 US dollars"] } }
                    - { name: stopped, budgets: { month: { spent: 95 } }, expect: { outcome: denied, denial: denied-by-rule } }
                    - { name: lost, budgets: { month: { lost: true } }, expect: { outcome: denied, denial: denied-by-rule } }
            """,
            more: Budgets);

        Assert.All(results, result => Assert.Empty(result.Failures));
        Assert.Equal(4, results.Length);
    }
}
