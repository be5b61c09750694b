using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Economics.Abilities;
using RulesRouter.Evaluation.Caching;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Tokens;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>The endpoints at times with the same prices and evidence: figures in columns, and cached results of constraints.</summary>
internal sealed class EndpointView
{
    /// <summary>Cached results of single constraints; all are cleared when there are more.</summary>
    private const int MaxRemembered = 10_000;

    /// <summary>Cached results of sets of constraints, which follow the combinations of rules.</summary>
    private const int MaxSets = 65_536;

    private static readonly FlatRates UnknownRates = FlatRates.Unknown;

    private readonly PriceRates?[] rates;
    private readonly ImmutableArray<FlatRates[]> flat;
    private readonly FigureColumns figures;
    private readonly double[] firstP50;
    private readonly double[] speedP50;
    private readonly double[] firstP99;
    private readonly double[] speedP1;
    private readonly ModelAbilities abilities;
    private readonly double[]?[] quality = new double[EnumNames<TaskKind>.All.Length][];
    private readonly double[]?[] measured = new double[EnumNames<TaskKind>.All.Length][];
    private readonly EndpointClashes?[] clashes = new EndpointClashes[EnumNames<Distinct>.All.Length];
    private readonly CarrierSlots carriers;
    private readonly ConcurrentDictionary<ConstraintDefinition, double[]> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<ConstraintKey, EndpointBits> satisfying = new();
    private readonly GenerationCache<ConstraintSet, SharedConstraints> shared =
        new(MaxSets, static _ => 1, ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Selection, Preference> preferences = new(ReferenceEqualityComparer.Instance);

    /// <param name="at">One of these times.</param>
    /// <param name="catalog">Resolves aliases, and has the token factors of models.</param>
    public EndpointView(ImmutableArray<Endpoint> endpoints, DateTimeOffset at, bool allowSample, ModelCatalog catalog)
    {
        abilities = ModelAbilities.Of(catalog);
        Endpoints = endpoints;
        AllowSample = allowSample;
        At = at;
        Today = DateOnly.FromDateTime(at.UtcDateTime);
        Aliases = catalog.AliasesOn(Today);
        rates = [.. endpoints.Select(endpoint => endpoint.Prices?.RatesAt(at))];
        flat = [.. rates.Select(Flatten)];
        figures = new FigureColumns(endpoints, flat);
        firstP50 = Column(endpoint => Known(endpoint.Latency?.TtftP50Ms));
        speedP50 = Column(endpoint => Positive(Known(endpoint.Latency?.TokensPerSecondP50)));
        firstP99 = Column(endpoint => Known(endpoint.Latency?.TtftP99Ms));
        speedP1 = Column(endpoint => Positive(Known(endpoint.Latency?.TokensPerSecondP1)));
        Served = EndpointBits.Where(endpoints.Length, index => endpoints[index].IsServed(Today));
        TokenFactors = Column(endpoint => endpoint.Model.TokenFactor ?? catalog.TokenFactorOf(Aliases.Behind(endpoint.Model)));
        AnswersChat = EndpointBits.Where(endpoints.Length, index => endpoints[index].AnswersChat);
        carriers = new CarrierSlots(endpoints);
    }

    public ImmutableArray<Endpoint> Endpoints { get; }

    /// <summary>One of these times.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its date, UTC; equivalent to the request's date for every fact.</summary>
    public DateOnly Today { get; }

    public bool AllowSample { get; }

    public AliasTable Aliases { get; }

    public EndpointBits Served { get; }

    /// <summary>By endpoint, tokens of its model's tokenizer for a token of o200k.</summary>
    public double[] TokenFactors { get; }

    /// <summary>Endpoints that a chat request can call.</summary>
    public EndpointBits AnswersChat { get; }

    /// <summary>Which endpoints may not be in one chain.</summary>
    public EndpointClashes ClashesOf(Distinct distinct) => clashes[(int)distinct] ??= new EndpointClashes(
        [.. Endpoints.Select(endpoint => new ClashKeys(endpoint, Aliases.Behind(endpoint.Model).Id, carriers).Of(distinct))]);

    public PriceRates? RatesOf(int index) => rates[index];

    /// <summary>The rates below the first threshold, then those of each tier.</summary>
    public ReadOnlyCollection<FlatRates> TiersOf(int index) => flat[index].AsReadOnly();

    /// <summary>The rates of a call with <paramref name="inputTokens"/> input tokens.</summary>
    public ref readonly FlatRates RatesOf(int index, double inputTokens)
    {
        var tiers = flat[index];
        if (tiers.Length == 1)
        {
            return ref tiers[0];
        }

        if (double.IsNaN(inputTokens))
        {
            return ref UnknownRates;
        }

        var tier = rates[index]!.Tiers.Length;
        while (tier > 0 && !(inputTokens > rates[index]!.Tiers[tier - 1].AboveInputTokens))
        {
            tier--;
        }

        return ref tiers[tier];
    }

    /// <summary>US dollars of a call without cache and reasoning, by endpoint, for whole lengths.</summary>
    /// <param name="estimator">Has the lengths.</param>
    /// <returns>Valid on this thread until the next column is computed. Empty if an amount is too large for exact doubles.</returns>
    public ReadOnlySpan<double> Costs(Estimator estimator)
    {
        var costs = figures.Costs(estimator.InputTokens, estimator.PaidOutput, estimator.IsCounted ? TokenFactors : null);
        return Completed(costs, estimator.TokenCostUsd);
    }

    /// <summary>US dollars at most at the tightest cap that the decision may set, by endpoint, for whole lengths.</summary>
    /// <param name="estimator">Has the lengths.</param>
    /// <param name="cap">Tokens of output; infinite without one.</param>
    /// <returns>Valid on this thread until the next column is computed. Empty if an amount is too large for exact doubles.</returns>
    public ReadOnlySpan<double> BoundedCases(Estimator estimator, double cap)
    {
        var input = estimator.IsCounted ? estimator.InputTokens * (1 + TokenCount.Margin) : estimator.InputTokens;
        return Completed(
            figures.WorstCases(input, cap, estimator.Answers, estimator.IsCounted ? TokenFactors : null),
            estimator.BoundedCaseUsd);
    }

    private ReadOnlySpan<double> Completed(Span<double> costs, Func<int, double> one)
    {
        if (!costs.IsEmpty)
        {
            foreach (var index in figures.Tiered)
            {
                costs[index] = one(index);
            }

            foreach (var index in figures.Single)
            {
                costs[index] = one(index);
            }
        }

        return costs;
    }

    /// <summary>US dollars per million tokens of input, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> InputRates(double inputTokens) => figures.Rates(this, inputTokens, ofOutput: false);

    /// <summary>US dollars per million tokens of output, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> OutputRates(double inputTokens) => figures.Rates(this, inputTokens, ofOutput: true);

    /// <summary>As <see cref="LatencyP50Ms"/>, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> LatenciesP50Ms(double outputTokens) => FigureColumns.Latencies(firstP50, speedP50, outputTokens);

    /// <summary>As <see cref="LatencyP99Ms"/>, by endpoint.</summary>
    /// <returns>Valid on this thread until the next column is computed.</returns>
    public ReadOnlySpan<double> LatenciesP99Ms(double outputTokens) => FigureColumns.Latencies(firstP99, speedP1, outputTokens);

    /// <summary>Milliseconds to the end of the output at the median; NaN if unknown.</summary>
    public double LatencyP50Ms(int index, double outputTokens) => Whole(firstP50[index], speedP50[index], outputTokens);

    /// <summary>Milliseconds to the end of the output at p99; NaN if unknown.</summary>
    public double LatencyP99Ms(int index, double outputTokens) => Whole(firstP99[index], speedP1[index], outputTokens);

    /// <summary>Milliseconds to the first token at the median; NaN if unknown.</summary>
    public double TtftP50Ms(int index) => firstP50[index];

    /// <summary>Milliseconds to the first token at p99; NaN if unknown.</summary>
    public double TtftP99Ms(int index) => firstP99[index];

    /// <summary>P(success) at the task's reference difficulty, by endpoint, with the ability at a cautious quantile.</summary>
    public double[] QualityFor(TaskKind task) => quality[(int)task] ??= CautiousQualities(task);

    /// <summary>The same, NaN where no published score of the model is known.</summary>
    public double[] MeasuredQualityFor(TaskKind task) => measured[(int)task] ??= Column(
        endpoint => AbilityOf(endpoint, task) is { IsPrior: false } ability
            ? ability.CautiousSuccess(ReferenceDifficulty.Of(task))
            : null);

    /// <summary>Of the model that answers.</summary>
    public Ability AbilityOf(Endpoint endpoint, TaskKind task) => abilities.Of(Aliases.Behind(endpoint.Model), task);

    /// <summary>The values of a constraint that does not depend on the request, by endpoint; NaN if unknown.</summary>
    public double[] NumbersOf(ConstraintDefinition definition) => numbers.GetOrAdd(
        definition,
        static (constraint, view) =>
        {
            var noRequest = Estimator.OfNoRequest(view);
            var column = EndpointColumn.Unknown(view.Endpoints.Length);
            for (var index = 0; index < view.Endpoints.Length; index++)
            {
                column[index] = constraint.Read(noRequest.CandidateAt(index)).Number ?? double.NaN;
            }

            return column;
        },
        this);

    /// <summary>The endpoints that satisfy a constraint that does not depend on the request.</summary>
    public EndpointBits Satisfying(ConstraintDefinition definition, ConstraintValue value)
    {
        var key = new ConstraintKey(definition, value);
        if (satisfying.TryGetValue(key, out var found))
        {
            return found;
        }

        if (satisfying.Count >= MaxRemembered)
        {
            satisfying.Clear();
        }

        var noRequest = Estimator.OfNoRequest(this);
        return satisfying.GetOrAdd(
            key,
            EndpointBits.Where(Endpoints.Length, index => definition.Read(noRequest.CandidateAt(index)).Satisfies(definition, value)));
    }

    /// <summary>
    /// The endpoints that satisfy the constraints of a shared set that do not depend on the request, and the rows that do.
    /// </summary>
    public SharedConstraints Satisfying(ConstraintSet rules)
    {
        if (!shared.TryGet(rules, out var found))
        {
            found = SharedConstraints.Of(rules, this);
            shared.Set(rules, found);
        }

        return found;
    }

    /// <summary>At most one for each selection of the revision: selections are compiled, none is made for a request.</summary>
    public int RememberedPreferences => preferences.Count;

    public Preference PreferenceOf(Selection selection) =>
        preferences.GetOrAdd(selection, static (of, view) => new Preference(of, view.Endpoints), this);

    public double? Known(Evidenced<double>? fact) => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    private double[] CautiousQualities(TaskKind task) =>
        Column(endpoint => AbilityOf(endpoint, task).CautiousSuccess(ReferenceDifficulty.Of(task)));

    private double[] Column(Func<Endpoint, double?> read)
    {
        var column = EndpointColumn.Unknown(Endpoints.Length);
        for (var index = 0; index < Endpoints.Length; index++)
        {
            column[index] = read(Endpoints[index]) ?? double.NaN;
        }

        return column;
    }

    private static FlatRates[] Flatten(PriceRates? rates) => rates is null
        ? [FlatRates.Unknown]
        : [FlatRates.Of(rates, rates.PerRequest), .. rates.Tiers.Select(tier => FlatRates.Of(tier.Rates, rates.PerRequest))];

    private static double? Positive(double? speed) => speed > 0 ? speed : null;

    private static double Whole(double first, double speed, double tokens) => tokens <= 0 ? first : first + (tokens / speed * 1000);

    private readonly record struct ConstraintKey(ConstraintDefinition Definition, ConstraintValue Value)
    {
        public bool Equals(ConstraintKey other) =>
            ReferenceEquals(Definition, other.Definition) && (ReferenceEquals(Value, other.Value) || Value.Equals(other.Value));

        public override int GetHashCode() =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Definition), Value);
    }
}
