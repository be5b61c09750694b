using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Timelines;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>A time in an interval during which nothing that is read changes, hourly prices aside.</summary>
internal readonly record struct TimePoint(DateTimeOffset At, TimeInterval Interval);

/// <summary>
/// What the proof of some clauses reads over a span of time: waivers, and the endpoints of the catalog with the facts that constraints and
/// clauses use. Equal keys mean equal proofs.
/// </summary>
internal sealed class PolicyTimeline
{
    private readonly CompiledPolicy policy;
    private readonly ModelCatalog catalog;
    private readonly bool allowSample;
    private readonly ImmutableArray<ConstraintClause> required;
    private readonly FactSchema hop;
    private readonly ImmutableArray<string> hopFacts;
    private readonly bool readsPrices;
    private readonly ImmutableArray<(Endpoint Endpoint, ImmutableArray<DateTimeOffset> Changes)> endpoints;
    private readonly Dictionary<(int Endpoint, int Change, PricePeriod? Price), int> numbers = [];
    private readonly Dictionary<string, int> byReading = new(StringComparer.Ordinal);
    private readonly List<EndpointAt> states = [];

    /// <param name="hopFacts">Names of the facts of hops that the clauses read.</param>
    public PolicyTimeline(
        CompiledPolicy policy,
        ModelCatalog catalog,
        bool allowSample,
        TimeInterval whole,
        FactSchema hop,
        IEnumerable<string> hopFacts)
    {
        (this.policy, this.catalog, this.allowSample, this.hop) = (policy, catalog, allowSample, hop);
        this.hopFacts = [.. hopFacts.Order(StringComparer.Ordinal)];
        required = [.. policy.Rules.SelectMany(rule => rule.Rule.Constraints).Where(clause => clause.Enforcement == Enforcement.Required)];
        readsPrices = this.hopFacts.Any(IsMoney) || required.Any(clause => IsMoney(clause.Definition.Name));
        endpoints =
        [
            .. catalog.Endpoints.Select(
                endpoint => (endpoint, EndpointChanges.Of(endpoint, catalog).Distinct().Order().ToImmutableArray())),
        ];
        var changes = endpoints.SelectMany(endpoint => endpoint.Changes)
            .Concat(policy.Waivers.SelectMany(waiver => WaiverChanges.Of(waiver.Waiver)));
        Points =
        [
            .. Timeline.Split(whole, changes).SelectMany(
                interval => PriceHours.In(interval, Windows()).Select(at => new TimePoint(at, interval))),
        ];
    }

    /// <summary>In order; the first one is the start of the span.</summary>
    public ImmutableArray<TimePoint> Points { get; }

    /// <summary>The waivers in force at a time, and the served endpoints by what is read of them.</summary>
    public string KeyAt(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return string.Join(' ', policy.Waivers.Where(waiver => waiver.Waiver.HoldsOn(day)).Select(waiver => waiver.Waiver.QualifiedId))
            + '\n' + string.Join(' ', NumbersAt(at).Order());
    }

    public IEnumerable<EndpointAt> EndpointsAt(DateTimeOffset at) => NumbersAt(at).Distinct().Select(number => states[number]);

    /// <summary>Every state of every endpoint during the span.</summary>
    public IEnumerable<EndpointAt> EndpointsEver() =>
        Points.SelectMany(point => NumbersAt(point.At)).Distinct().Order().Select(number => states[number]);

    /// <summary>Unserved endpoints have no number.</summary>
    private IEnumerable<int> NumbersAt(DateTimeOffset at)
    {
        for (var index = 0; index < endpoints.Length; index++)
        {
            var (endpoint, changes) = endpoints[index];
            var found = changes.BinarySearch(at);
            var key = (index, found >= 0 ? found + 1 : ~found, endpoint.Prices?.PeriodAt(at));
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = NumberOf(new EndpointAt(endpoint, catalog, at, allowSample));
            }

            if (number >= 0)
            {
                yield return number;
            }
        }
    }

    private int NumberOf(EndpointAt state)
    {
        if (!state.IsServed)
        {
            return -1;
        }

        var reading = Reading(state);
        if (!byReading.TryGetValue(reading, out var number))
        {
            byReading[reading] = number = states.Count;
            states.Add(state);
        }

        return number;
    }

    private string Reading(EndpointAt state)
    {
        var facts = HopFacts.Of(state.Endpoint, state.At, allowSample)
            .Where(fact => hopFacts.Contains(fact.Name))
            .Select(fact => Text(fact.Name, fact.Value));
        var prices = readsPrices
            ? HopFacts.PricesOf(state.Endpoint, state.At).Select(
                tier => $"{tier.UpToInputTokens:R} {string.Join(' ', tier.Prices.Select(price => Text(price.Name, price.Value)))}")
                .Append($"costs {state.Costs}")
            : [];
        var limits = ConstraintTable.All.Where(definition => definition.IsSetByRequests && !definition.RequestSums.IsEmpty)
            .Select(definition => $"{definition.Name} {state.BestOf(definition):R}");
        var satisfied = required.Select(clause => state.MaySatisfy(clause.Definition, clause.Value) ? '1' : '0');
        return string.Join('\n', [state.Endpoint.Id, string.Concat(satisfied), .. limits, .. facts, .. prices]);
    }

    private string Text(string name, FactValue value)
    {
        hop.TryFind(name, out var slot);
        return $"{name} {value.ToString(hop[slot].Type)}";
    }

    private List<PriceWindow> Windows() =>
    [
        .. catalog.Endpoints.SelectMany(endpoint => endpoint.Prices?.Periods ?? []).Where(period => !period.Windows.IsDefaultOrEmpty)
            .SelectMany(period => period.Windows).DistinctBy(
                window => (string.Join(' ', window.Days.IsDefault ? [] : window.Days), window.From, window.Until, window.Zone.Id)),
    ];

    private static bool IsMoney(string name) =>
        name.StartsWith("price.", StringComparison.Ordinal) || name.EndsWith("Usd", StringComparison.Ordinal);
}
