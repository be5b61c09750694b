using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>
/// Claims about the costs of a hop. The dearest endpoint of the fixture costs $16 per million output tokens, and $8 and $32 beyond 1,000
/// input tokens; all write 10,000 tokens at most. A counted prompt of 1,000 tokens may have 1,150.
/// </summary>
public sealed class CostProofTests
{
    /// <summary>Each claim is decided by the interval of lengths alone; figures next to a bound are on both sides of it.</summary>
    [Theory]
    [InlineData("inputTokens <= 1000 and maxOutputTokens <= 500", "worstCaseUsd <= 0.05", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens <= 800 and maxOutputTokens <= 500", "worstCaseUsd <= 0.0117", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens <= 800 and maxOutputTokens <= 500", "worstCaseUsd <= 0.0111", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 1001 and maxOutputTokens <= 500", "worstCaseUsd <= 0.024", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 1000", "worstCaseUsd <= 0.4", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens <= 1000", "worstCaseUsd <= 0.15", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 1000", "has(worstCaseUsd)", nameof(ProofVerdict.Proved))]
    [InlineData("has(maxOutputTokens)", "has(worstCaseUsd)", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 100 and outputTokens <= 100", "tokenCostUsd <= 0.0021", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens <= 100 and outputTokens <= 100", "tokenCostUsd <= 0.0019", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 99 and maxOutputTokens <= 99 and has(outputTokens)", "tokenCostUsd <= 0.0021",
        nameof(ProofVerdict.Proved))]
    [InlineData("has(inputTokens) and has(outputTokens)", "tokenCostUsd >= 0", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens >= 10000 and has(outputTokens)", "tokenCostUsd >= 0.0099", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens >= 10000", "worstCaseUsd >= 0.0099", nameof(ProofVerdict.Proved))]
    [InlineData("inputTokens >= 10000 and has(outputTokens)", "tokenCostUsd >= 0.0101", nameof(ProofVerdict.Refuted))]
    [InlineData("inputTokens <= 800 and maxOutputTokens <= 500", "worstCaseUsd * 2 <= 0.0234", nameof(ProofVerdict.Proved))]
    public void Claim_about_a_cost_is_decided_by_its_interval_of_lengths(string forAll, string hop, string verdict) =>
        Assert.Equal(verdict, $"{ProofFixture.Prove("", $"forAll: '{forAll}'\nthen: 'every hop: {hop}'").Verdict}");

    [Fact]
    public void Cost_of_an_endpoint_that_rules_exclude_does_not_count() => Assert.Equal(
        ProofVerdict.Proved,
        ProofFixture.Prove(
            """
                - id: cheap
                  when: inputTokens <= 800
                  constrain: { price: { outputPerMTok: { max: 8 } } }
            """,
            "forAll: inputTokens <= 800 and maxOutputTokens <= 500\nthen: 'every hop: worstCaseUsd <= 0.006'").Verdict);
}
