using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class StructureTests
{
    [Fact]
    public void Proves_a_rule_unreachable_by_a_contradiction_of_several_facts()
    {
        var results = ProofFixture.Structure("""
                - id: never
                  when: inputTokens > 100 and outputTokens > 100 and inputTokens + outputTokens < 200
                  select: { objective: latency }
            """);

        Assert.Equal(["proved: no request matches `never`"], Messages(results));
    }

    [Fact]
    public void Names_the_rules_that_together_shadow_a_rule()
    {
        var results = ProofFixture.Structure("""
                - id: light
                  priority: 3
                  when: weight < 5
                  select: { objective: latency }
                - id: heavy
                  priority: 2
                  when: weight >= 5
                  select: { objective: quality }
                - id: weighed
                  priority: 1
                  when: has(weight) and team == "a"
                  select: { objective: price, fallback: { max: 1 } }
            """);

        Assert.Equal(["proved: no request is routed by `weighed`"], Messages(results));
        Assert.Contains(results, result => result.Detail == "`light`, `heavy` together match all of them first");
    }

    [Fact]
    public void Reports_a_condition_that_every_request_satisfies()
    {
        var results = ProofFixture.Structure("""
                - id: always
                  when: level in ("open", "inside") or level == "secret"
                  constrain: { dataRetentionDays: { max: 0 } }
            """);

        Assert.Equal(["proved: every request matches `always`"], Messages(results));
    }

    [Fact]
    public void Missing_values_keep_a_condition_and_its_opposite_from_covering_everything()
    {
        var results = ProofFixture.Structure("""
                - id: either
                  when: weight > 1 or weight <= 1
                  constrain: { dataRetentionDays: { max: 0 } }
            """);

        Assert.Empty(Messages(results));
    }

    [Fact]
    public void A_script_is_free_but_deterministic()
    {
        var results = ProofFixture.Structure(
            """
                - id: contradiction
                  when: script.odd(weight) and not script.odd(weight)
                  select: { objective: latency }
                - id: maybe
                  when: script.odd(weight)
                  deny: true
            """,
            """
            scripts:
              odd:
                inputs: { weight: number }
                result: boolean
                body: return weight % 2 === 1;
            """);

        Assert.Equal(["proved: no request matches `contradiction`"], Messages(results));
    }

    [Fact]
    public void Shows_a_gap_before_the_default_by_the_smallest_request()
    {
        var gap = Assert.Single(ProofFixture.Structure("""
                - id: open
                  priority: 1
                  when: level == "open"
                  select: { objective: latency }
            """), result => result.Kind == ClaimKind.NoGap);

        Assert.Equal(ProofVerdict.Refuted, gap.Verdict);
        Assert.Equal(["level"], gap.Witness!.Recorded.Request.Attributes.Keys);
        Assert.Null(gap.Witness.Recorded.Request.Measured);
    }

    private static IEnumerable<string> Messages(IEnumerable<ProofResult> results) =>
        ProofFindings.Of(results).Select(diagnostic => diagnostic.Message);
}
