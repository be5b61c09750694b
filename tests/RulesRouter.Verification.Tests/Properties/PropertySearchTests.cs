using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Tests.Proving;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Tests.Properties;

public sealed class PropertySearchTests
{
    private const string Rules = """
            - id: secrets
              when: level == "secret"
              constrain: { dataRetentionDays: { max: 0 } }
              oblige: { redact: [secrets] }
            - id: heavy
              when: weight > 41
              deny: true
        """;

    [Fact]
    public void Shrinks_a_counterexample_and_repeats_it_with_the_same_seed()
    {
        var (first, second) = (Broken(1), Broken(1));

        Assert.Equal("`every hop: dataRetentionDays <= 0` is violated by hop `keeps/m`: dataRetentionDays = 30", first.Broken);
        Assert.Equal("""{"request":{"policy":"p","attributes":{"level":"inside","weight":0},"estimate":{}}}""", Suites.Json(first));
        Assert.Equal(Suites.Json(first), Suites.Json(second));
    }

    [Fact]
    public void Checks_the_properties_of_every_policy_by_default()
    {
        var result = Assert.Single(new PropertySearch(ProofFixture.Compile(Rules), 50, 1).Run("p", [], ProofFixture.At, false, _ => true));

        Assert.Equal(("properties of every policy", 50L, 50L, true), (result.Name, result.Tried, result.Met, result.Passed));
    }

    [Fact]
    public void Accepts_derived_compliance_constraints_of_exempt_rules()
    {
        const string derived = """
                - id: hard
                  when: complexity.score > 0.5
                  constrain: { dataRetentionDays: { max: 0 } }
                  allowDerived: true
                - id: secrets
                  when: level == "secret"
                  constrain: { dataRetentionDays: { max: 20 } }
            """;

        Assert.True(
            new PropertySearch(ProofFixture.Compile(derived), 200, 1).Run("p", [], ProofFixture.At, false, _ => true).Single().Passed);
    }

    [Fact]
    public void Draws_satisfy_a_narrow_condition_often_enough()
    {
        var properties = ProofFixture.Properties(
            Rules,
            "forAll: weight == 41.5 and team == \"a\" and level == \"secret\" and inputTokens > 7\nthen: outcome == \"denied\"");
        var result = new PropertySearch(ProofFixture.Compile(Rules), 100, 1)
            .Run("p", properties, ProofFixture.At, false, name => name == "it holds")
            .Single();

        Assert.True(result.Met >= 20, $"{result.Met} of {result.Tried}");
    }

    [Property(MaxTest = 30)]
    public Property The_policy_accepts_every_drawn_request()
    {
        var set = ProofFixture.Compile(Rules);
        return Prop.ForAll(RequestDraw.Requests(set, "p", ProofFixture.At, false), drawn => Assert.Empty(drawn.Witness.Decide(set).Errors));
    }

    private static Counterexample Broken(ulong seed) => new PropertySearch(ProofFixture.Compile(Rules), 200, seed)
        .Run(
            "p",
            ProofFixture.Properties(Rules, "forAll: level != \"secret\" and level != \"open\"\nthen: 'every hop: dataRetentionDays <= 0'"),
            ProofFixture.At,
            false,
            name => name == "it holds")
        .Single().Counterexample!;

    private static class Suites
    {
        public static string Json(Counterexample counterexample) => WitnessWriter.Json(counterexample.Witness);
    }
}
