using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Witnesses;
using RulesRouter.Wire.Records;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class PropertyProofTests
{
    private const string Rules = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 }, certifications: [soc2] }
              oblige: { redact: [secrets], audit: full }
            - id: nothing-heavy
              when: weight > 10
              deny: true
            - id: cheap
              when: team == "interns"
              constrain: { price: { outputPerMTok: { max: 8 } } }
        """;

    [Theory]
    [InlineData("forAll: level == \"secret\"\nthen: 'every hop: dataRetentionDays <= 0 and provider == \"clean\"'")]
    [InlineData("forAll: level == \"secret\"\nthen: { every hop: 'certifications.Contains(\"soc2\")', decision: 'obliged.redact.Contains(\"secrets\") and obliged.audit == \"full\"' }")]
    [InlineData("forAll: level == \"secret\"\nthen: constrained.dataRetentionDays <= 0")]
    [InlineData("forAll: weight > 11\nthen: outcome == \"denied\" and denial == \"denied-by-rule\"")]
    [InlineData("forAll: team == \"interns\"\nthen: 'chosen: price.outputPerMTok <= 8'")]
    [InlineData("forAll: needs.tools\nthen: 'every hop: provider == \"keeps\"'")]
    [InlineData("forAll: has(maxCostUsd)\nthen: 'every hop: worstCaseUsd <= maxCostUsd'")]
    [InlineData("then: hops <= 3")]
    [InlineData("forAll: inputTokens < 500\nthen: 'every hop: price.outputPerMTok <= 16'")]
    public void Proves_what_rules_and_catalog_guarantee(string property) =>
        Assert.Equal(ProofVerdict.Proved, ProofFixture.Prove(Rules, property).Verdict);

    [Theory]
    [InlineData("then: 'every hop: dataRetentionDays <= 0'", "`every hop: dataRetentionDays <= 0` is violated by hop `keeps/m`: dataRetentionDays = 30")]
    [InlineData("forAll: level == \"secret\"\nthen: 'chosen: model == \"m\"'", "`chosen: model == \"m\"` is violated by hop `clean/dear`: model = \"dear\"")]
    [InlineData("then: 'every hop: price.outputPerMTok <= 16'", "`every hop: price.outputPerMTok <= 16` is violated by hop `clean/dear`: price.outputPerMTok = 32")]
    [InlineData("then: constrained.dataRetentionDays <= 0", "`constrained.dataRetentionDays <= 0` is violated: constrained.dataRetentionDays = unknown")]
    public void Refutes_with_a_request_that_the_evaluator_confirms(string property, string detail)
    {
        var result = ProofFixture.Prove(Rules, property);

        Assert.Equal(ProofVerdict.Refuted, result.Verdict);
        Assert.Equal(detail, result.Detail);
        Assert.NotNull(result.Witness!.Decide(ProofFixture.Compile(Rules)).Decision);
    }

    /// <summary>Whether an endpoint is eligible depends on costs, lengths and deadlines, which the rules alone do not decide.</summary>
    [Theory]
    [InlineData("forAll: maxCostUsd > 0.5 and inputTokens > 5\nthen: 'every hop: provider != \"keeps\"'")]
    [InlineData("forAll: maxCostUsd < 0.5 and has(inputTokens)\nthen: 'chosen: model != \"m\"'")]
    [InlineData("forAll: inputTokens > 50 and outputTokens > 50\nthen: 'every hop: tokenCostUsd > 1'")]
    [InlineData("forAll: inputTokens > 99000\nthen: outcome == \"routed\"")]
    [InlineData("then: outcome == \"routed\"")]
    [InlineData("forAll: maxOutputTokens > 10 and inputTokens > 0\nthen: 'some hop: worstCaseUsd > 2'")]
    [InlineData("forAll: needs.tools and level == \"open\"\nthen: hops > 1")]
    [InlineData("forAll: attempts.count > 1\nthen: outcome == \"denied\"")]
    public void Refutes_what_depends_on_costs_lengths_and_endpoints(string property)
    {
        var result = ProofFixture.Prove(Rules, property);

        Assert.True(result.Verdict == ProofVerdict.Refuted, $"{result.Verdict}: {result.Obstacle?.Reason}");
        Assert.NotNull(result.Witness!.Decide(ProofFixture.Compile(Rules)).Decision);
    }

    [Fact]
    public void Refutes_by_the_second_ranked_endpoint_with_the_first_down()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and inputTokens == 500\nthen: 'chosen: model == \"m\"'");

        Assert.Equal(["clean/m"], result.Witness!.Recorded.State.Down);
    }

    [Fact]
    public void Reports_a_property_whose_condition_no_request_satisfies()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and level == \"open\"\nthen: outcome == \"routed\"");

        Assert.Equal((ProofVerdict.Proved, "no request satisfies its `forAll`"), (result.Verdict, result.Detail));
    }

    [Fact]
    public void Reports_a_property_for_which_no_endpoint_is_eligible()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and needs.tools\nthen: 'every hop: provider == \"keeps\"'");

        Assert.Equal(
            (ProofVerdict.Proved, "no request that satisfies its `forAll` is routed: no endpoint is eligible on this evidence"),
            (result.Verdict, result.Detail));
    }

    [Fact]
    public void Shrinks_the_request_that_violates_a_property()
    {
        var result = ProofFixture.Prove(Rules, "forAll: weight <= 3 or has(deadlineMs)\nthen: 'every hop: dataRetentionDays <= 0'");

        var request = result.Witness!.Recorded.Request;
        Assert.Equal(["weight"], request.Attributes.Keys);
        Assert.Null(request.DeadlineMs);
        Assert.Null(request.Task);
    }

    [Fact]
    public void A_claim_that_depends_on_an_unfound_script_result_is_unknown()
    {
        var set = ProofFixture.Compile(
            """
                - id: scripted
                  when: script.heavy(weight)
                  select: { objective: latency }
            """,
            """
            scripts:
              heavy:
                inputs: { weight: number }
                result: boolean
                body: return weight > 1000000 && weight < 1000001 && weight % 1 === 0.123;
            """);
        var result = new PolicyProver(set, new ProofSettings(ProofFixture.At, false))
            .Structure("p")
            .First(result => result.Kind == ClaimKind.Unreachable);

        Assert.Equal(ProofVerdict.Unknown, result.Verdict);
        Assert.Equal("p.yaml:16:13", result.Obstacle!.Place.ToString());
    }

    [Fact]
    public void Uses_a_known_request_where_the_search_cannot_invert_a_script()
    {
        var set = ProofFixture.Compile(
            """
                - id: scripted
                  when: script.heavy(weight)
                  select: { objective: latency }
            """,
            """
            scripts:
              heavy:
                inputs: { weight: number }
                result: boolean
                body: return weight > 1000000 && weight < 1000001 && weight % 1 === 0.5;
            """);
        var attributes = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("weight", (AttributeValue)new AttributeValue.Number(1_000_000.5))]);
        var request = new DecisionRequest { Policy = "p", Estimate = new TokenCounts(100, null, 100), Attributes = attributes };
        var atHand = new Witness(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), ProofFixture.At);
        var result = new PolicyProver(set, new ProofSettings(ProofFixture.At, false) { KnownRequests = [atHand] })
            .Structure("p")
            .First(result => result.Kind == ClaimKind.Unreachable);

        Assert.Equal(ProofVerdict.Refuted, result.Verdict);
        Assert.Equal(atHand, result.Witness);
    }

    [Theory]
    [InlineData("forAll: maxCostUsd < 0.01\nthen: constrained.maxCostUsd <= 0.01", "Proved")]
    [InlineData("forAll: has(maxCostUsd)\nthen: has(constrained.maxCostUsd)", "Proved")]
    [InlineData("forAll: not has(maxCostUsd)\nthen: not has(constrained.maxCostUsd)", "Proved")]
    [InlineData("forAll: deadlineMs < 500\nthen: constrained.latencyP99Ms < 500", "Proved")]
    [InlineData("forAll: attempts.count > 2\nthen: outcome == \"denied\"", "Proved")]
    [InlineData("forAll: attempts.count > 1\nthen: outcome == \"denied\"", "Refuted")]
    [InlineData("forAll: attempts.count == 1\nthen: hops <= 2", "Proved")]
    [InlineData("forAll: attempts.lastFailure == \"invalid-request\"\nthen: outcome == \"denied\"", "Proved")]
    [InlineData("forAll: attempts.lastFailure == \"rejected-output\"\nthen: outcome == \"denied\"", "Proved")]
    [InlineData("forAll: attempts.lastFailure == \"timeout\"\nthen: outcome == \"denied\"", "Refuted")]
    [InlineData("then: has(task)", "Proved")]
    [InlineData("forAll: not has(prompt.characters)\nthen: taskConfidence == 1", "Refuted")]
    public void Bounds_attempts_and_tasks_are_those_of_requests(string property, string verdict) =>
        Assert.Equal(
            verdict,
            ProofFixture.Prove("    - { id: r, when: needs.tools, oblige: { audit: full } }", property).Verdict.ToString());
}
