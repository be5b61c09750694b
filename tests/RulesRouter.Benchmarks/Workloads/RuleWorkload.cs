using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// A policy as a company with many teams and repositories would have it, drawn from a fixed seed: most rules test a team or repository and
/// two or three other facts.
/// </summary>
internal static class RuleWorkload
{
    public static readonly ImmutableArray<string> Levels = ["public", "internal", "proprietary", "regulated"];

    /// <summary>The number of teams and repositories grows with the number of rules.</summary>
    public static int Teams(int rules) => Math.Clamp(rules / 10, 4, 5_000);

    public static ImmutableArray<AttributeDeclaration> Attributes { get; } =
    [
        new("sensitivity", FactType.Enum, Levels, FactValue.Of("internal"), Provenance.Caller, false, "", default),
        new("team", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("repository", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        new("urgent", FactType.Boolean, [], FactValue.Of(false), Provenance.Caller, false, "", default),
        new("seats", FactType.Number, [], FactValue.Unknown, Provenance.Caller, false, "", default),
    ];

    public static ImmutableArray<string> Conditions(int rules)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, rules).Select(_ => Condition(random, Teams(rules)))];
    }

    public static RoutingPolicy Policy(int rules) => new(
        "bench",
        "",
        [],
        false,
        false,
        [],
        Attributes,
        [],
        [.. Conditions(rules).Select(Rule), new Rule("default", 0, null, [], [], false, Select(Objective.Price), "", false, default)],
        default);

    private static string Condition(Random random, int teams)
    {
        var team = random.Next(teams).ToString(CultureInfo.InvariantCulture);
        var parts = new List<string>
        {
            random.Next(10) switch
            {
                < 6 => $"team == \"team-{team}\"",
                < 8 => $"repository == \"repository-{team}\"",
                8 => $"team in (\"team-{team}\", \"team-{random.Next(teams)}\", \"team-{random.Next(teams)}\")",
                _ => $"seats > {random.Next(50, 5_000)}",
            },
        };
        parts.Add(random.Next(3) switch
        {
            0 => $"sensitivity in (\"{Levels[random.Next(2)]}\", \"{Levels[2 + random.Next(2)]}\")",
            1 => $"task == \"{EnumNames<TaskKind>.All[random.Next(EnumNames<TaskKind>.All.Length)]}\"",
            _ => random.Next(2) == 0 ? "urgent" : "not urgent",
        });
        if (random.Next(2) == 0)
        {
            parts.Add($"inputTokens {(random.Next(2) == 0 ? ">" : "<=")} {random.Next(1, 40) * 500}");
        }

        if (random.Next(20) == 0)
        {
            parts.Add("(stream or deadlineMs < 2000)");
        }

        return string.Join(" and ", parts);
    }

    private static Rule Rule(string condition, int index)
    {
        var selects = index % 10 == 9;
        return new Rule(
            $"r{index}",
            selects ? index : 0,
            EmbeddedSource.FromCode(condition),
            selects ? [] : [Clause(index)],
            [],
            false,
            selects ? Select(index % 20 == 9 ? Objective.Price : Objective.Latency) : null,
            "",
            true,
            default);
    }

    /// <summary>In the format of <see cref="WorkloadFolder"/>.</summary>
    private static ConstraintClause Clause(int index) => (index % 6) switch
    {
        0 => new(ConstraintTable.Of<DataRetentionDays>(), new ConstraintValue.Number(30), default),
        1 => new(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(false), default),
        2 => new(ConstraintTable.Of<Certifications>(), new ConstraintValue.Names(["soc2"]), default),
        3 => new(ConstraintTable.Of<OutputPrice>(), new ConstraintValue.Number(30), default),
        4 => new(ConstraintTable.Of<ProcessingRegions>(), new ConstraintValue.Names(["eu", "us"]), default),
        _ => new(ConstraintTable.Of<LatencyP99Ms>(), new ConstraintValue.Number(60_000), default),
    };

    private static Selection Select(Objective objective) => new(objective, [], FallbackRule.Default, CostRule.Default, default);
}
