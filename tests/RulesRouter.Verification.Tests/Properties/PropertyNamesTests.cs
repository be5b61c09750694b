using RulesRouter.Constraints;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Tests.Proving;

namespace RulesRouter.Verification.Tests.Properties;

public sealed class PropertyNamesTests
{
    private const string Rules = """
            - id: careful
              when: hurried
              constrain: { dataRetentionDays: { max: 0 } }
        """;

    private const string More = """
        parameters: { limit: { type: number, default: 1000 } }
        let: { hurried: deadlineMs < param.limit, calm: not hurried, inside: level == "inside" }
        """;

    public static IEnumerable<object[]> PrintedConstraints => ConstraintTable.All
        .SelectMany(
            definition => new[] { $"constrained.{definition.Name}", $"constraints.{definition.Name}" }.Select(
                printed => new object[] { printed, DecisionFacts.NameOf(definition) }));

    [Theory]
    [MemberData(nameof(PrintedConstraints))]
    public void A_property_may_use_the_name_of_a_constraint_as_decisions_print_it(string printed, string fact)
    {
        var (one, other) = (Clause($"has({printed}) or team == \"{printed}\""), Clause($"has({fact}) or team == \"{printed}\""));

        Assert.Equal(ConditionFacts.Of(other.Condition), ConditionFacts.Of(one.Condition));
        Assert.Equal(
            printed,
            Assert.Single(Assert.IsType<Condition.OneOf>(Assert.IsType<Condition.Any>(one.Condition).Operands[1]).Values));
    }

    [Fact]
    public void A_property_may_use_the_name_of_an_obligation_with_a_hyphen() => Assert.Equal(
        ConditionFacts.Of(Clause("obliged.capOutput - inputTokens < 5").Condition),
        ConditionFacts.Of(Clause("obligations.cap-output - inputTokens < 5").Condition));

    [Theory]
    [InlineData("forAll: hurried\nthen: 'every hop: dataRetentionDays <= 0'", nameof(ProofVerdict.Proved))]
    [InlineData("forAll: deadlineMs < param.limit\nthen: 'every hop: dataRetentionDays <= 0 and not calm'", nameof(ProofVerdict.Proved))]
    [InlineData("forAll: inside\nthen: 'every hop: dataRetentionDays > 0'", nameof(ProofVerdict.Refuted))]
    [InlineData("then: calm or not has(deadlineMs) or constrained.dataRetentionDays.max <= 0", nameof(ProofVerdict.Proved))]
    [InlineData("then: not inside or hops > param.limit", nameof(ProofVerdict.Refuted))]
    public void A_property_may_use_lets_and_parameters(string property, string verdict) =>
        Assert.Equal(Enum.Parse<ProofVerdict>(verdict), ProofFixture.Prove(Rules, property, More).Verdict);

    private static DecisionClause Clause(string condition) =>
        Assert.Single(
            Assert.Single(ProofFixture.Properties("    - { id: r, when: needs.tools, deny: true }", $"then: '{condition}'")).Then);
}
