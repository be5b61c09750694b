using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A policy, a catalog and a request that were drawn together.</summary>
public sealed record DrawnCase
{
    internal DrawnCase(PolicySet policies, ModelCatalog catalog, DecisionRequest request, Classification classification) =>
        (Policies, Catalog, Request, Classification) = (policies, catalog, request, classification);

    internal PolicySet Policies { get; init; }

    internal ModelCatalog Catalog { get; init; }

    internal DecisionRequest Request { get; init; }

    internal Classification Classification { get; init; }

    public override string ToString() =>
        string.Join(
            '\n',
            Policies.Policies[0].Rules.Select(
                rule =>
                    $"{rule.Id}: {rule.When?.Text} {string.Join(", ", rule.Constraints.Select(c => $"{c.Definition.Name}={c.Value}"))}{(rule.Denies ? " deny" : "")}")) + $"\n{Request}";
}

/// <summary>Small policies over few attributes, endpoints and constraints, so that rules meet and candidates run out.</summary>
internal static class GeneratedPolicies
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Evidence Contract = new("contract", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), false);
    private static readonly Evidence Sample = Contract with { IsSample = true };
    private static readonly Evidence Expired = Contract with { Expires = new DateOnly(2026, 5, 31) };

    /// <summary>Conditions that derived facts do not decide.</summary>
    private static readonly string[] Protective =
        [
            "team == \"a\"",
            "team != \"a\"",
            "level >= \"mid\"",
            "not (level == \"high\")",
            "deadlineMs <= 500",
            "urgent",
            "not urgent",
            "has(deadlineMs) and deadlineMs > 100",
            "team == \"a\" or level == \"low\"",
        ];

    private static readonly string[] Selective = [.. Protective, "complexity.score > 0.5", "task == \"chat\"", "inputTokens < 100"];

    private static readonly ConstraintDefinition[] Numeric =
        [
            ConstraintTable.Of<DataRetentionDays>(),
            ConstraintTable.Of<ContextTokens>(),
            ConstraintTable.Of<Quality>(),
            ConstraintTable.Of<TtftP99Ms>(),
            ConstraintTable.Of<LatencyP99Ms>(),
            ConstraintTable.Of<InputPrice>(),
            ConstraintTable.Of<OutputPrice>(),
            ConstraintTable.Of<MaxCostUsd>(),
        ];

    public static Arbitrary<DrawnCase> Cases => (
        from rules in Rules
        from catalog in Catalog
        from request in Request
        from classification in Classification
        select new DrawnCase(new PolicySet([Policy(rules)]), catalog, request, classification)).ToArbitrary();

    public static Gen<ConstraintClause> Clause => Gen.OneOf(
        from definition in Gen.Elements(Numeric)
        from value in Gen.Elements(0.0, 0.5, 1, 10, 100, 1000)
        select new ConstraintClause(definition, new ConstraintValue.Number(value), default),
        Gen.Constant(new ConstraintClause(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(false), default)),
        Gen.Constant(new ConstraintClause(ConstraintTable.Of<ZeroDataRetention>(), new ConstraintValue.Boolean(true), default)),
        Names(ConstraintTable.Of<Certifications>(), "soc2", "iso27001"),
        Names(ConstraintTable.Of<ProcessingRegions>(), "eu", "us"),
        Names(ConstraintTable.Of<AllowedProviders>(), "p0", "p1", "*"),
        Names(ConstraintTable.Of<ForbiddenEndpoints>(), "p0/*", "*/m1"),
        Names(ConstraintTable.Of<RequiredCapabilities>(), "tools", "vision"));

    public static Gen<ImmutableArray<Rule>> Rules =>
        from protecting in Rule(Protective, selects: false).ListOf(5)
        from selecting in Rule(Selective, selects: true).ListOf(3)
        select protecting.Concat(selecting).Select((rule, index) => rule with { Id = $"r{index}", Priority = index }).ToImmutableArray();

    private static Gen<Classification> Classification =>
        from difficulty in Gen.Elements<double?>(null, 0, 0.4, 0.9, double.NaN, double.PositiveInfinity, -3)
        from tokens in Gen.Elements<double?>(null, 0, 50, 5000, double.NaN)
        from task in Gen.Elements<TaskKind?>(null, TaskKind.Chat, TaskKind.Debugging)
        select new Classification
        {
            Source = ClassificationSource.Pinned,
            Difficulty = difficulty,
            OutputTokens = tokens,
            InputTokens = tokens,
            Task = task,
        };

    private static Gen<DecisionRequest> Request =>
        from team in Gen.Elements<string?>(null, "a", "b")
        from level in Gen.Elements<string?>(null, "low", "mid", "high")
        from urgent in Gen.Elements<bool?>(null, true, false)
        from deadline in Gen.Elements<double?>(null, 100, 500, 5000)
        from budget in Gen.Elements<double?>(null, null, 0, 0.01, 1)
        from longest in Gen.Elements<int?>(null, 10, 5000)
        from attempts in Gen.SubListOf("p0/m0", "p1/m1")
        from failure in Gen.Elements(FailureClass.Timeout, FailureClass.RejectedOutput, FailureClass.InvalidRequest)
        select new DecisionRequest
        {
            Policy = "p",
            Prompt = "say hello",
            DeadlineMs = deadline,
            MaxCostUsd = budget,
            MaxOutputTokens = longest,
            Attempts = [.. attempts.Select(endpoint => new Attempt(endpoint, failure))],
            Attributes = Attributes(team, level, urgent),
            Explain = true,
        };

    private static Gen<ModelCatalog> Catalog =>
        from endpoints in Gen.Choose(0, 8).SelectMany(count => Endpoint.ListOf(count))
        select new ModelCatalog([], [], endpoints.DistinctBy(endpoint => endpoint.Id));

    private static Gen<Endpoint> Endpoint =>
        from provider in Gen.Choose(0, 2)
        from model in Gen.Choose(0, 3)
        from compliance in Compliance
        from price in Gen.Elements<double?>(null, 0, 1, 10)
        from latency in Gen.Elements<double?>(null, 50, 400)
        from context in Gen.Elements<int?>(null, 100, 100_000)
        from tools in Gen.Elements<bool?>(null, true, false)
        from quality in Gen.Elements<double?>(null, 0.3, 0.8)
        select new Endpoint
        {
            Id = EndpointId.Parse($"p{provider}/m{model}"),
            Provider = new Provider($"p{provider}", $"p{provider}", [], $"p{provider}", ComplianceFacts.Unknown),
            Model = new Model(
                $"m{model}",
                $"m{model}",
                null,
                null,
                quality is { } score ? [new QualityFigure("b", TaskKind.Chat, score, "s", null, null, "")] : []),
            FailureDomain = $"p{provider / 2}",
            Prices = price is { } usd ? PriceSchedule.Flat(new PriceRates { Input = usd, Output = usd * 4 }) : null,
            ContextTokens = context,
            MaxOutputTokens = context,
            Capabilities = new Capabilities { Tools = tools, InputModalities = tools == true ? ["image", "text"] : null },
            Latency = latency is { } ms
                ? new Latency
                {
                    TtftP50Ms = new(ms, Contract),
                    TtftP99Ms = new(ms * 2, Contract),
                    TokensPerSecondP50 = new(100, Contract),
                    TokensPerSecondP1 = new(50, Contract),
                }
                : null,
            Compliance = compliance,
        };

    private static Gen<ComplianceFacts> Compliance =>
        from evidence in Gen.Elements(Contract, Sample, Expired)
        from days in Gen.Elements<double?>(null, 0, 30)
        from trains in Gen.Elements<bool?>(null, true, false)
        from certifications in Gen.SubListOf("soc2", "iso27001")
        from regions in Gen.SubListOf("eu", "us")
        select new ComplianceFacts
        {
            DataRetentionDays = days is { } kept ? new(kept, evidence) : null,
            TrainsOnData = trains is { } learns ? new(learns, evidence) : null,
            ZeroDataRetention = days is 0 ? new(true, evidence) : null,
            Certifications = new(certifications.ToImmutableSortedSet(StringComparer.Ordinal), evidence),
            ProcessingRegions = new(regions.ToImmutableSortedSet(StringComparer.Ordinal), evidence),
        };

    public static RoutingPolicy Policy(IEnumerable<Rule> rules) => new(
        "p",
        "",
        [],
        false,
        false,
        [],
        [
            new("team", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default),
            new("level", FactType.Enum, ["low", "mid", "high"], FactValue.Unknown, Provenance.Caller, false, "", default),
            new("urgent", FactType.Boolean, [], FactValue.Unknown, Provenance.Caller, false, "", default),
        ],
        [],
        [.. rules, new Rule("default", 0, null, [], [], false, Select(Objective.Price, []), "", false, default)],
        default);

    private static Gen<Rule> Rule(string[] conditions, bool selects) =>
        from condition in Gen.Elements(conditions)
        from clauses in Clause.ListOf(2)
        from denies in Gen.Frequency((7, Gen.Constant(false)), (1, Gen.Constant(true)))
        from objective in Gen.Elements(Objective.Price, Objective.Latency, Objective.Quality, Objective.ExpectedCost)
        from failures in Gen.SubListOf(FailureClass.RejectedOutput)
        select new Rule(
            "",
            0,
            EmbeddedSource.FromCode(condition),
            selects ? [] : [.. clauses],
            [],
            denies && !selects,
            selects ? Select(objective, [.. failures]) : null,
            "",
            false,
            default);

    private static Selection Select(Objective objective, ImmutableArray<FailureClass> estimator) =>
        new(objective, [], new FallbackRule(2, Distinct.Provider, estimator), CostRule.Default, default);

    private static Gen<ConstraintClause> Names(ConstraintDefinition definition, params string[] names) =>
        Gen.SubListOf(names)
            .Where(list => list.Count > 0)
            .Select(list => new ConstraintClause(definition, new ConstraintValue.Names(list.ToImmutableSortedSet(StringComparer.Ordinal)),
                default));

    private static ImmutableSortedDictionary<string, AttributeValue> Attributes(string? team, string? level, bool? urgent)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeValue>(StringComparer.Ordinal);
        if (team is not null)
        {
            attributes["team"] = new AttributeValue.String(team);
        }

        if (level is not null)
        {
            attributes["level"] = new AttributeValue.String(level);
        }

        if (urgent is { } flag)
        {
            attributes["urgent"] = new AttributeValue.Boolean(flag);
        }

        return attributes.ToImmutable();
    }
}
