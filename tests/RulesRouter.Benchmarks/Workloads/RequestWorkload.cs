using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Requests of the same company, drawn from a fixed seed; a few lack facts.</summary>
internal static class RequestWorkload
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static ImmutableArray<DecisionRequest> Requests(int rules, int count = 256)
    {
        var random = new Random(11);
        var teams = RuleWorkload.Teams(rules);
        return [.. Enumerable.Range(0, count).Select(_ => Request(random, teams))];
    }

    public static ImmutableArray<RequestFacts> Facts(CompiledPolicy policy, int rules, int count = 256) =>
        [
            .. Requests(rules, count).Select(
                request => new FactsBuilder(policy).Build(
                    request,
                    Classification.Unknown,
                    new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
                    Decisions.RouterState.Healthy,
                    ImmutableArray.CreateBuilder<Decisions.RequestError>())),
        ];

    private static DecisionRequest Request(Random random, int teams)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        attributes["team"] = new AttributeValue.String($"team-{random.Next(teams)}");
        attributes["repository"] = new AttributeValue.String($"repository-{random.Next(teams)}");
        attributes["sensitivity"] = new AttributeValue.String(RuleWorkload.Levels[random.Next(RuleWorkload.Levels.Length)]);
        attributes["urgent"] = new AttributeValue.Boolean(random.Next(4) == 0);
        attributes["seats"] = new AttributeValue.Number(random.Next(1, 200));
        return new DecisionRequest
        {
            Policy = "bench",
            Task = (TaskKind)random.Next(EnumNames<TaskKind>.All.Length),
            Attributes = attributes.ToImmutable(),
            Estimate = new TokenCounts(random.Next(100, 20_000), 0, random.Next(50, 2_000)),
            MaxOutputTokens = 2_000,
            Stream = random.Next(2) == 0,
            DeadlineMs = random.Next(5) == 0 ? null : 60_000,
        };
    }
}
