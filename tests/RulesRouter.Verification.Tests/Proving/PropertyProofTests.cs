using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Witnesses;

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
    public void What_rules_and_catalog_guarantee_is_proved(string property) => Assert.Equal(Verdict.Proved, ProofFixture.Prove(Rules, property).Verdict);

    [Theory]
    [InlineData("then: 'every hop: dataRetentionDays <= 0'", "`every hop: dataRetentionDays <= 0` does not hold of hop `keeps/m`: dataRetentionDays = 30")]
    [InlineData("forAll: level == \"secret\"\nthen: 'chosen: model == \"m\"'", "`chosen: model == \"m\"` does not hold of hop `clean/dear`: model = \"dear\"")]
    [InlineData("then: 'every hop: price.outputPerMTok <= 16'", "`every hop: price.outputPerMTok <= 16` does not hold of hop `clean/dear`: price.outputPerMTok = 32")]
    [InlineData("then: constrained.dataRetentionDays <= 0", "`constrained.dataRetentionDays <= 0` does not hold: constrained.dataRetentionDays = unknown")]
    public void What_is_broken_is_shown_by_a_request_the_evaluator_confirms(string property, string detail)
    {
        var result = ProofFixture.Prove(Rules, property);

        Assert.Equal(Verdict.Refuted, result.Verdict);
        Assert.Equal(detail, result.Detail);
        Assert.NotNull(result.Witness!.Decide(ProofFixture.Compile(Rules)).Decision);
    }

    [Fact]
    public void A_ranking_is_a_free_choice_so_what_ranks_second_is_chosen_when_the_first_is_down()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and inputTokens == 500\nthen: 'chosen: model == \"m\"'");

        Assert.Equal(["clean/m"], result.Witness!.Recorded.State.Down);
    }

    [Fact]
    public void A_property_that_holds_for_want_of_a_request_says_so()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and level == \"open\"\nthen: outcome == \"routed\"");

        Assert.Equal((Verdict.Proved, "no request meets its `forAll`"), (result.Verdict, result.Detail));
    }

    [Fact]
    public void A_property_that_holds_as_nothing_qualifies_says_so()
    {
        var result = ProofFixture.Prove(Rules, "forAll: level == \"secret\" and needs.tools\nthen: 'every hop: provider == \"nobody\"'");

        Assert.Equal((Verdict.Proved, "no request it speaks of is routed: nothing in the catalog qualifies on this evidence"), (result.Verdict, result.Detail));
    }

    [Fact]
    public void The_request_that_breaks_a_property_is_as_small_as_can_be()
    {
        var result = ProofFixture.Prove(Rules, "forAll: weight <= 3 or has(deadlineMs)\nthen: 'every hop: dataRetentionDays <= 0'");

        var request = result.Witness!.Recorded.Request;
        Assert.Equal(["weight"], request.Attributes.Keys);
        Assert.Null(request.DeadlineMs);
        Assert.Null(request.Task);
    }

    [Fact]
    public void What_depends_on_a_script_that_does_not_answer_so_is_unknown_with_a_place()
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
        var result = new PolicyProver(set, new ProofSettings(ProofFixture.At, false)).Structure("p").First(result => result.Kind == ClaimKind.Unreachable);

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Equal("p.yaml:16:13", result.Obstacle!.Place.ToString());
    }

    [Fact]
    public void A_request_at_hand_shows_what_the_search_cannot_make_a_script_answer()
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
        var attributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("weight", (AttributeValue)new AttributeValue.Number(1_000_000.5))]);
        var request = new DecisionRequest { Policy = "p", Estimate = new TokenCounts(100, null, 100), Attributes = attributes };
        var atHand = new Witness(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), ProofFixture.At);
        var result = new PolicyProver(set, new ProofSettings(ProofFixture.At, false) { AtHand = [atHand] }).Structure("p").First(result => result.Kind == ClaimKind.Unreachable);

        Assert.Equal(Verdict.Refuted, result.Verdict);
        Assert.Equal(atHand, result.Witness);
    }
}
