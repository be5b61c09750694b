using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class ParameterTests
{
    private static readonly ParameterDeclaration Most = new("most", FactType.Number, [], FactValue.Of(10.0), 0, 100, "", default);

    [Theory]
    [InlineData("", "10 default")]
    [InlineData("middle=20", "20 middle")]
    [InlineData("middle=20 child=30", "30 p")]
    [InlineData("middle=20 child=30 file:base=40", "40 production.yaml")]
    [InlineData("child=30 file:base=40 file:p=50", "50 production.yaml")]
    [InlineData("child=30 file:p=50 set:base=60", "60 --set")]
    [InlineData("set:base=60 set:p=70", "70 --set")]
    [InlineData("child=1000", "10 default")]
    public void The_closest_value_that_fits_wins(string given, string expected)
    {
        var settings = given.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
        var decision = Decide(settings);

        var parameter = Assert.Single(decision.Explanation.Trace!.Parameters);
        Assert.Equal(expected, $"{parameter.Value} {parameter.From}");
        Assert.Equal(
            expected.Split(' ')[0],
            decision.Constraints.Rows.First(row => row.Definition == ConstraintTable.Of<DataRetentionDays>()).Value.ToString());
    }

    [Fact]
    public void A_condition_sees_a_parameter_as_a_constant()
    {
        Assert.Contains(Decide(new() { ["child"] = 50 }).Constraints.Rows, row => row.Definition == ConstraintTable.Of<TrainsOnData>());
        Assert.DoesNotContain(
            Decide(new() { ["child"] = 51 }).Constraints.Rows,
            row => row.Definition == ConstraintTable.Of<TrainsOnData>());
    }

    private static Decision Decide(Dictionary<string, double> given)
    {
        ParameterSetting[] Settings(string name) => given.TryGetValue(name, out var value)
            ? [new ParameterSetting("most", value, default)]
            : [];
        Rule Constrained(string id, string when, ConstraintClause clause) => new(
            id,
            0,
            EmbeddedSource.FromCode(when),
            [clause],
            [],
            false,
            null,
            "",
            false,
            default);
        var @base = GeneratedPolicies.Policy([]) with
        {
            Name = "base",
            IsAbstract = true,
            Parameters = [Most],
            Rules =
            [
                Constrained(
                    "kept",
                    "not has(team)",
                    new ConstraintClause(
                        ConstraintTable.Of<DataRetentionDays>(),
                        new ConstraintValue.Number(double.NaN),
                        default) { Parameter = "most" }),
            ],
        };
        var middle = GeneratedPolicies.Policy([]) with
        {
            Name = "middle",
            IsAbstract = true,
            Attributes = [],
            Extends = [new("base", default)],
            Settings = [.. Settings("middle")],
            Rules = [],
        };
        var child = GeneratedPolicies.Policy(
            [Constrained("learned", "param.most <= 50", new ConstraintClause(ConstraintTable.Of<TrainsOnData>(),
                new ConstraintValue.Boolean(false), default))]) with
        {
            Attributes =
                [],
            Extends =
            [
                new("middle", default),
            ],
            Settings = [.. Settings("child")]
        };
        var set = new PolicySet([@base, middle, child])
        {
            Overrides =
            [
                .. given
                .Where(pair => pair.Key.StartsWith("file:", StringComparison.Ordinal))
                .Select(pair => new ParameterOverride(pair.Key[5..], "most", pair.Value, "production.yaml", 0, default)),
                .. given
                .Where(pair => pair.Key.StartsWith("set:", StringComparison.Ordinal))
                .Select(pair => new ParameterOverride(pair.Key[4..], "most", pair.Value, "--set", 1, default)),
            ],
        };
        return DecisionProperties.Decide(new DrawnCase(
            set,
            new Catalog.ModelCatalog([], [], []),
            new DecisionRequest { Policy = "p", Prompt = "x", Explain = true },
            Classification.Unknown));
    }
}
