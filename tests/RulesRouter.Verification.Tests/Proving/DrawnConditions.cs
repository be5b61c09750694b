using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Verification.Tests.Proving;

/// <summary>
/// Conditions as an author writes them, over facts of every type, and values that between them lie in every cell the conditions can cut.
/// </summary>
internal static class DrawnConditions
{
    public static ImmutableArray<AttributeDeclaration> Attributes { get; } =
    [
        new("level", FactType.Enum, ["low", "mid", "high"], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("team", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("urgent", FactType.Boolean, [], FactValue.Of(false), Provenance.Caller, false, "", default),
        new("weight", FactType.Number, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("languages", FactType.Set, [], FactValue.Unknown, Provenance.Key, false, "", default),
    ];

    private static readonly string[] Simple =
    [
        "urgent",
        "has(team)",
        "weight == null",
        "level == \"mid\"",
        "level >= \"mid\"",
        "level in (\"low\", \"high\")",
        "level != \"high\"",
        "team == \"a\"", "team in (\"a\", \"b\")", "team.StartsWith(\"a\")", "team.Contains(\"b\")", "team != \"b\"",
        "weight > 1", "weight <= 1", "weight < 2", "weight == 1", "2 * weight + 1 >= 5", "weight - 1 < 0",
        "languages.Contains(\"x\")", "languages.Contains(\"y\")", "inputTokens > 1", "inputTokens < 2", "inputTokens == 0",
    ];

    private static readonly string[] Several =
    [
        "weight < inputTokens",
        "inputTokens + weight > 2",
        "inputTokens - weight <= 0",
        "team.Length > 1",
        "team.ToUpper() == \"B\"",
    ];

    /// <summary>Decided exactly by the values of <see cref="Requests"/>.</summary>
    public static Gen<string> Exact { get; } = Gen.Sized(size => Tree(Gen.Elements(Simple), Math.Min(size, 6)));

    /// <summary>With comparisons that hold several facts against each other.</summary>
    public static Gen<string> Any { get; } = Gen.Sized(size => Tree(Gen.Elements([.. Simple, .. Several]), Math.Min(size, 6)));

    public static ImmutableArray<ImmutableArray<(string Name, FactValue Value)>> Requests { get; } = [.. Every(
        [
            ("level", Texts("low", "mid", "high")),
            ("team", Texts("a", "b", "ab", "ax", "ba", "zz")),
            ("urgent", [FactValue.Of(true), FactValue.Of(false)]),
            // Of the number just below 2, twice and one more rounds to 5: a cell of its own that the real numbers do not have.
            ("weight", [FactValue.Unknown, .. new[] { 0.5, 1, 1.5, Math.BitDecrement(2.0), 2, 3 }.Select(value => FactValue.Of(value))]),
            ("languages", [FactValue.Unknown, Set("x"), Set("y"), Set("x", "y"), Set()]),
            ("inputTokens", [FactValue.Unknown, .. new double[] { 0, 1, 2 }.Select(value => FactValue.Of(value))]),
        ])];

    public static RoutingPolicy Policy(IEnumerable<Rule> rules) => new(
        "p", "", [], false, false, [], Attributes, [], [.. rules, Selecting("default", null, 0)], default);

    public static Rule Selecting(string id, string? when, int priority, Objective objective = Objective.Price) =>
        new(
            id,
            priority,
            when is null ? null : EmbeddedSource.FromCode(when),
            [],
            [],
            false,
            new Selection(objective, [], FallbackRule.Default, CostRule.Default, default),
            "",
            false,
            default);

    private static Gen<string> Tree(Gen<string> leaf, int size) => size <= 1 ? leaf : Gen.OneOf(
        leaf,
        Tree(leaf, size - 1).Select(operand => $"not ({operand})"),
        Tree(leaf, size / 2).Two().Select(pair => $"({pair.Item1}) and ({pair.Item2})"),
        Tree(leaf, size / 2).Two().Select(pair => $"({pair.Item1}) or ({pair.Item2})"));

    private static IEnumerable<ImmutableArray<(string, FactValue)>> Every(ImmutableArray<(string Name, FactValue[] Values)> facts) =>
        facts.IsEmpty
        ? [[]]
        : Every(facts[1..]).SelectMany(rest => facts[0].Values.Select(value => rest.Add((facts[0].Name, value))));

    private static FactValue[] Texts(params string[] values) => [FactValue.Unknown, .. values.Select(FactValue.Of)];

    private static FactValue Set(params string[] members) => FactValue.Of(members.ToImmutableSortedSet(StringComparer.Ordinal));
}
