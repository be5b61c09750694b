using RulesRouter.Catalog;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Compiling.Checks;

public sealed class SelectionCheckTests
{
    private static readonly Selection ByPrice = new(Objective.Price, [], FallbackRule.Default, CostRule.Default, default);

    [Theory]
    [InlineData("urgent == true and not (urgent == true)")]
    [InlineData("team == \"a\" and team == \"b\"")]
    [InlineData("weight > 5 and weight < 3")]
    [InlineData("languages.Contains(\"a\") and not languages.Contains(\"a\")")]
    public void Only_a_rule_that_only_selects_can_never_match_by_contradiction(string condition)
    {
        // Without the fact the condition is unknown, which counts as matched unless the rule selects.
        Assert.Equal(["warning RR0409: `r` can never match"], Warnings(condition, denies: false, selects: true));
        Assert.Empty(Warnings(condition, denies: true, selects: false));
        Assert.Empty(Warnings(condition, denies: true, selects: true));
    }

    [Theory]
    [InlineData("9007199254740993", "warning RR0413: `9007199254740993` is stored as 9007199254740992: integers above 9007199254740992 are not exact")]
    [InlineData("9007199254740992", null)]
    [InlineData("9007199254740994", null)]
    [InlineData("1234567890123456789", "warning RR0413: `1234567890123456789` is stored as 1234567890123456768: integers above 9007199254740992 are not exact")]
    [InlineData("1000000000000000000", null)]
    [InlineData("0.1234567890123456789", null)]
    public void An_integer_that_is_equal_to_its_neighbour_is_a_warning(string number, string? warning) =>
        Assert.Equal(warning is null ? [] : [warning], Warnings($"weight == {number}", denies: true, selects: false));

    private static IEnumerable<string> Warnings(string condition, bool denies, bool selects)
    {
        var rule = new Rule("r", 0, EmbeddedSource.FromCode(condition), [], [], denies, selects ? ByPrice : null, "", false, default);
        var byDefault = new Rule("default", 0, null, [], [], false, ByPrice, "", false, default);
        var policy = new RoutingPolicy("p", "", [], false, false, [], ConditionFixture.Attributes, [], [rule, byDefault], default);
        return PolicyCompiler.Compile(
            new PolicySet([policy]),
            ModelCatalog.Empty,
            "",
            "").Diagnostics.Select(diagnostic => diagnostic.ToString());
    }
}
