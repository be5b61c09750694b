using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>
/// A policy <c>p</c> of a default rule that selects, over a few endpoints, asked about a request of a million tokens, so that dollars per
/// million are dollars.
/// </summary>
internal sealed record SmallRouting(params ImmutableArray<Endpoint> Endpoints)
{
    public Selection Selection { get; init; } = new(Objective.Price, [], new FallbackRule(8, Distinct.None, []), CostRule.Default, default);

    /// <summary>Beside the default.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>Of the catalog: those that an alias may refer to.</summary>
    public ImmutableArray<Model> Models { get; init; } = [];

    public ImmutableArray<ScriptDeclaration> Scripts { get; init; } = [];

    public ImmutableArray<BudgetDeclaration> Budgets { get; init; } = [];

    public DecisionRequest Request { get; init; } = new()
    {
        Policy = "p",
        Task = TaskKind.Chat,
        Estimate = new TokenCounts(1_000_000, null, 0),
        Explain = true,
    };

    public RouterState State { get; init; } = RouterState.Healthy;

    public IPromptClassifier Classifier { get; init; } = new Unclassified();

    /// <summary>An endpoint of the provider before the slash and the model behind it.</summary>
    /// <param name="usd">Per million tokens, either way; null is unknown.</param>
    /// <param name="ms">To the first token.</param>
    /// <param name="score">Of its model, in a benchmark for chat.</param>
    /// <param name="speed">Tokens per second at p50; 100 where the time to the first token is known.</param>
    public static Endpoint Endpoint(string id, double? usd = 1, double? ms = null, double? score = null, double? speed = null) => new()
    {
        Id = EndpointId.Parse(id),
        Provider = new Provider(id.Split('/')[0], id, [], id.Split('/')[0], ComplianceFacts.Unknown),
        Model = new Model(
            id.Split('/')[1],
            id,
            null,
            null,
            score is { } known ? [new QualityFigure("bench", TaskKind.Chat, known, "s", null, null, "")] : []),
        FailureDomain = id.Split('/')[0],
        Prices = usd is { } rate ? PriceSchedule.Flat(new PriceRates { Input = rate, Output = rate }) : null,
        Latency = ms is { } first
            ? new Latency
            {
                TtftP50Ms = Measured(first),
                TtftP99Ms = Measured(first * 2),
                TokensPerSecondP50 = Measured(speed ?? 100),
                TokensPerSecondP1 = Measured(50),
            }
            : speed is { } alone ? new Latency { TokensPerSecondP50 = Measured(alone) } : null,
        ContextTokens = 10_000_000,
        MaxOutputTokens = 1_000_000,
    };

    public static ImmutableArray<EndpointPreference> Prefer(params string[] patterns) =>
        [.. patterns.Select(pattern => new EndpointPreference(pattern, default))];

    /// <summary>A rule that always matches and sets numbers.</summary>
    public static Rule Constrain(string id, Enforcement level, params (ConstraintDefinition Definition, double Value)[] clauses) => new(
        id,
        0,
        EmbeddedSource.FromCode("true"),
        [
            .. clauses.Select(
                clause => new ConstraintClause(
                    clause.Definition,
                    new ConstraintValue.Number(clause.Value),
                    default) { Enforcement = level }),
        ],
        [],
        false,
        null,
        "",
        false,
        default);

    public SmallRouting Selecting(Func<Selection, Selection> change) => this with { Selection = change(Selection) };

    public SmallRouting Asking(Func<DecisionRequest, DecisionRequest> change) => this with { Request = change(Request) };

    public SmallRouting After(params (string Endpoint, FailureClass Failed)[] attempts) =>
        Asking(request => request with { Attempts = [.. attempts.Select(attempt => new Attempt(attempt.Endpoint, attempt.Failed))] });

    public SmallRouting Of(string attribute, string value) =>
        Asking(request => request with { Attributes = request.Attributes.SetItem(attribute, new AttributeValue.String(value)) });

    public SmallRouting Answered(string endpoint) =>
        Asking(request => request with { Session = new Session("s", endpoint, ImmutableSortedDictionary<string, int>.Empty) });

    public Decision Decide() => DecideAt([GeneratedPolicies.Now]).Single();

    /// <summary>The same asked at several moments.</summary>
    public IEnumerable<Decision> DecideAt(IEnumerable<DateTimeOffset> moments) => DecideAt(Compiled(), moments);

    /// <summary>The same asked of one compiled policy at several moments.</summary>
    public IEnumerable<Decision> DecideAt(CompiledPolicySet compiled, IEnumerable<DateTimeOffset> moments)
    {
        var point = new PolicyDecisionPoint(compiled, Classifier, new DecisionSettings());
        foreach (var at in moments)
        {
            var answer = point.Decide(Request, at, State);
            Assert.Empty(answer.Errors);
            yield return answer.Decision!;
        }
    }

    /// <summary>One after the other by the same compiled policy, which remembers nothing of a request.</summary>
    public IEnumerable<Decision> DecideEach(params Func<DecisionRequest, DecisionRequest>[] changes)
    {
        var point = Point();
        return changes.Select(change => point.Decide(change(Request), GeneratedPolicies.Now, State).Decision!);
    }

    private PolicyDecisionPoint Point() => new(Compiled(), Classifier, new DecisionSettings());

    public CompiledPolicySet Compiled()
    {
        var team = new AttributeDeclaration("team", FactType.String, [], FactValue.Unknown, Provenance.Caller, false, "", default);
        var policy = new RoutingPolicy(
            "p",
            "",
            [],
            false,
            false,
            [],
            [team],
            [],
            [.. Rules, new Rule("default", 0, null, [], [], false, Selection, "", false, default)],
            default)
        { Scripts = Scripts, Budgets = Budgets };
        var compiled = PolicyCompiler.Compile(new PolicySet([policy]), new ModelCatalog([], Models, Endpoints), "content", "classifier");
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return compiled.Set!;
    }

    /// <summary>The ids of the hops.</summary>
    public string Chain() => string.Join(' ', Decide().Chain.Select(hop => hop.Endpoint.Id));

    private static Evidenced<double> Measured(double value) => new(value, new Evidence("measured", new DateOnly(2026, 1, 1), null, false));

    private sealed class Unclassified : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
    }
}
