using System.Text.Json;
using RulesRouter.Constraints;
using RulesRouter.Language.Schemas;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Comparing;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>Every row of the constraint table goes all the way: from YAML to a decision, a proof, a comparison and the documents.</summary>
public sealed class ConstraintRowTests
{
    private const string NoRule = "    - id: other\n      priority: 1\n      when: weight > 1\n      select: { objective: quality }\n";

    public static TheoryData<string> Names => [.. ConstraintTable.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constraint_is_bound_from_its_key(string name)
    {
        var row = Find(name);
        var rule = ProofFixture.Compile(RuleWith(row)).Find("p")!.Rules.Single(rule => rule.Rule.Id == "r").Rule;

        Assert.Same(row, Assert.Single(rule.Constraints).Definition);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constraint_is_proved_to_be_in_force(string name)
    {
        var row = Find(name);
        var property = $"forAll: team == \"x\"\nthen: has({DecisionFacts.NameOf(row)})";

        Assert.Equal(ProofVerdict.Proved, ProofFixture.Prove(RuleWith(row), property).Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_removed_constraint_is_weaker_with_a_decided_example(string name)
    {
        var row = Find(name);
        var comparison = RevisionComparison.Compare(
            ProofFixture.Compile(NoRule + RuleWith(row)),
            ProofFixture.Compile(NoRule),
            "p",
            new ProofSettings(ProofFixture.At, AllowSampleEvidence: false));
        var change = Assert.Single(comparison.Changes, change => change.Kind == RegionChangeKind.ConstraintWeaker);

        Assert.Equal((row.Name, "none"), (change.Subject, change.After));
        Assert.NotNull(change.Witness.Decide(ProofFixture.Compile(NoRule + RuleWith(row))).Decision);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constraint_is_documented_and_a_property_can_read_it(string name)
    {
        var row = Find(name);
        using var schema = JsonDocument.Parse(DocumentSchema.TextOf("routing-policy"));
        var at = schema.RootElement.GetProperty("properties").GetProperty("spec").GetProperty("properties").GetProperty("rules")
            .GetProperty("items").GetProperty("properties").GetProperty("constrain");
        foreach (var key in KeysOf(row))
        {
            Assert.True(
                at.GetProperty("properties").TryGetProperty(key, out at),
                $"add `{key}` of `{row.Name}` to schemas/routing-policy.schema.json, with the description: {row.Description}");
        }

        Assert.NotEmpty(row.Description);
        Assert.NotEmpty(row.Unit);
        Assert.Contains(row.Fact.Name, HopFacts.OfEndpoint.Concat(HopFacts.OfCall).Select(fact => fact.Name));
        Assert.Contains(DecisionFacts.NameOf(row), DecisionFacts.All.Select(fact => fact.Name));
    }

    /// <summary>A bound that a prior satisfies is written as `min` with a flag.</summary>
    private static string[] KeysOf(ConstraintDefinition row) => row is QualityOrPrior ? ["quality", "priorSuffices"] : row.Name.Split('.');

    private static ConstraintDefinition Find(string name) =>
        ConstraintTable.TryFind(name, out var row) ? row! : throw new ArgumentException(name);

    /// <summary>A rule <c>r</c> with one constraint, for a team.</summary>
    private static string RuleWith(ConstraintDefinition row)
    {
        var nested = row is QualityOrPrior
            ? "{ quality: { min: 0.5, priorSuffices: true } }"
            : row.Name.Split('.').Reverse().Aggregate(ValueOf(row), (inner, key) => $"{{ {key}: {inner} }}");
        return $"    - id: r\n      when: team == \"x\"\n      constrain: {nested}\n";
    }

    private static string ValueOf(ConstraintDefinition row) => row.Kind switch
    {
        ConstraintKind.UpperBound => "50",
        ConstraintKind.LowerBound => "0.5",
        ConstraintKind.Permission => "false",
        ConstraintKind.Requirement => "true",
        ConstraintKind.MustHaveAll => row.Key == "capabilities" ? "[tools]" : "[soc2]",
        ConstraintKind.AllowedSet or ConstraintKind.ForbiddenSet => row.Key switch
        {
            "providers" => "[clean]",
            "endpoints" => "[\"clean/m\"]",
            "models" => "[dear]",
            "serviceTiers" => "[standard]",
            _ => "[eu]",
        },
        _ => throw new ArgumentException(row.Name),
    };
}
