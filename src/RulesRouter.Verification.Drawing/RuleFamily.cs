using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Verification.Drawing;

/// <summary>
/// A generated policy of any size over 15 attributes, deterministic by seed: conditions of two to five comparisons joined by and, or, not.
/// </summary>
internal static class RuleFamily
{
    private static readonly string[] Teams = ["platform", "payments", "search", "ide", "mobile", "data", "security", "interns"];

    public static ImmutableArray<AttributeDeclaration> Attributes { get; } =
    [
        .. Enumerable.Range(0, 4).Select(index => Attribute($"kind{index}", FactType.Enum, "a", "b", "c", "d", "e")),
        .. Enumerable.Range(0, 4).Select(index => Attribute($"size{index}", FactType.Number)),
        .. Enumerable.Range(0, 3).Select(index => Attribute($"flag{index}", FactType.Boolean)),
        .. Enumerable.Range(0, 2).Select(index => Attribute($"team{index}", FactType.String)),
        .. Enumerable.Range(0, 2).Select(index => Attribute($"tags{index}", FactType.Set)),
    ];

    public static RoutingPolicy Policy(int rules, int seed)
    {
        var random = new Random(seed);
        return new RoutingPolicy(
            "family", "", [], false, false, [], Attributes, [],
            [.. Enumerable.Range(0, rules).Select(index => Rule(index, random)), Selecting("default", null, 0, Objective.Price)],
            default);
    }

    private static Rule Rule(int index, Random random)
    {
        var when = Condition(random);
        return random.Next(3) > 0
            ? Selecting($"r{index}", when, 1000 - index, random.Next(2) == 0 ? Objective.Price : Objective.Latency)
            : new Rule(
                $"r{index}",
                0,
                EmbeddedSource.FromCode(when),
                [new ConstraintClause(ConstraintTable.Of<DataRetentionDays>(), new ConstraintValue.Number(random.Next(30)), default)],
                [],
                random.Next(20) == 0,
                null,
                "",
                false,
                default);
    }

    private static Rule Selecting(string id, string? when, int priority, Objective objective) =>
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

    private static string Condition(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(2, 6)).Select(_ => Comparison(random)).ToList();
        return random.Next(4) switch
        {
            0 => $"({string.Join(" or ", parts.Take(2))}) and {string.Join(" and ", parts.Skip(1))}",
            1 => $"not ({parts[0]}) and {string.Join(" and ", parts.Skip(1))}",
            _ => string.Join(" and ", parts),
        };
    }

    private static string Comparison(Random random)
    {
        var which = random.Next(15);
        return which switch
        {
            < 4 => random.Next(2) == 0
                ? $"kind{which} == \"{(char)('a' + random.Next(5))}\""
                : $"kind{which} in (\"{(char)('a' + random.Next(3))}\", \"{(char)('d' + random.Next(2))}\")",
            < 8 => random.Next(12) == 0
                ? $"size{which - 4} + size{(which - 3) % 4} > {random.Next(100)}"
                : $"size{which - 4} {(random.Next(2) == 0 ? "<=" : ">")} {random.Next(50)}",
            < 11 => $"flag{which - 8}",
            < 13 => random.Next(4) == 0
                ? $"team{which - 11}.StartsWith(\"{Teams[random.Next(Teams.Length)][..2]}\")"
                : $"team{which - 11} == \"{Teams[random.Next(Teams.Length)]}\"",
            _ => $"tags{which - 13}.Contains(\"t{random.Next(4)}\")",
        };
    }

    private static AttributeDeclaration Attribute(string name, FactType type, params string[] values) =>
        new(name, type, [.. values], FactValue.Unknown, Provenance.Caller, false, "", default);
}
