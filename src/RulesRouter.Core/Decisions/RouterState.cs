using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Formats;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

/// <summary>The state that a decision depends on, besides request, time and revision.</summary>
/// <param name="Down">Endpoint ids, provider ids and failure domains that are down.</param>
public sealed record RouterState(ImmutableSortedSet<string> Down)
{
    private static readonly ImmutableSortedDictionary<string, BudgetState> NoBudgets =
        ImmutableSortedDictionary.Create<string, BudgetState>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, string> NoReasons =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, MeasuredLatency> NoLatencies =
        ImmutableSortedDictionary.Create<string, MeasuredLatency>(StringComparer.Ordinal);

    private string? digest;

    // A copy changes something, so it computes its digest again.
    private RouterState(RouterState other)
    {
        Down = other.Down;
        Callable = other.Callable;
        Learned = other.Learned;
        Session = other.Session;
        Budgets = other.Budgets;
        Excluded = other.Excluded;
        Latencies = other.Latencies;
        SessionAttributes = other.SessionAttributes;
    }

    /// <summary>Ids of the providers for which the gateway that makes the call has a credential; null: the caller makes it.</summary>
    public ImmutableSortedSet<string>? Callable { get; init; }

    /// <summary>Beliefs learned from outcomes; null if none.</summary>
    internal LearnedState? Learned { get; init; }

    /// <summary>
    /// The classification of the session's last request, for a request that only continues it; null otherwise. It is used in place of
    /// one of its own.
    /// </summary>
    internal Classification? Session { get; init; }

    /// <summary>By the id of a budget of the policy, without the policy's name; nothing is spent of one that is not listed.</summary>
    public ImmutableSortedDictionary<string, BudgetState> Budgets { get; init; } = NoBudgets;

    /// <summary>
    /// By the id of an endpoint or provider that no request is routed to for now: the reason, such as an open circuit breaker.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Excluded { get; init; } = NoReasons;

    /// <summary>By the id of an endpoint: its measured latency.</summary>
    public ImmutableSortedDictionary<string, MeasuredLatency> Latencies { get; init; } = NoLatencies;

    /// <summary>By the name of a <c>raiseOnly</c> attribute: the highest value that it had in the session of the request.</summary>
    internal ImmutableSortedDictionary<string, string> SessionAttributes { get; init; } = NoReasons;

    public static RouterState Healthy { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public string Digest => digest ??= DigestOf();

    public bool Equals(RouterState? other) => other is not null && Digest == other.Digest;

    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);

    /// <summary>What a decision takes over: all but the length of the input, which is the request's own, and the source.</summary>
    private static string TextOf(Classification kept)
    {
        var task = kept.Task is { } known ? EnumNames<TaskKind>.NameOf(known) : "";
        var success = string.Join(',', kept.Success.Where(chance => double.IsFinite(chance.Ability) && double.IsFinite(chance.Probability))
            .Select(chance => string.Create(CultureInfo.InvariantCulture, $"{chance.Ability:R}={chance.Probability:R}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{task} {kept.TaskConfidence:R} {kept.Difficulty:R} {kept.OutputTokens:R} {kept.HasCode} {kept.OutOfDistribution} {success}");
    }

    private string DigestOf()
    {
        var learned = Learned is { Epoch: > 0 } ? "\nlearned\n" + Learned.Digest : "";
        var callable = Callable is { } providers ? "\ncallable\n" + string.Join('\n', providers) : "";
        var session = Session is { } kept ? "\nsession\n" + TextOf(kept) : "";
        return Sha256.ShortDigest("down\n" + string.Join('\n', Down) + callable + learned + session + DigestOfMore());
    }

    private string DigestOfMore() =>
        Lines("budgets", Budgets.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Key} {one.Value.Spent:R} {one.Value.Reserved:R} {one.Value.IsLost}")))
        + Lines("excluded", Excluded.Select(one => $"{one.Key} {one.Value}"))
        + Lines("latencies", Latencies.Select(one => TextOf(one.Key, one.Value)))
        + Lines("session attributes", SessionAttributes.Select(one => $"{one.Key} {one.Value}"));

    private static string TextOf(string id, MeasuredLatency latency) => string.Create(
        CultureInfo.InvariantCulture,
        $"{id} {latency.TtftP50Ms:R} {latency.TtftP99Ms:R} {latency.TokensPerSecondP50:R} {latency.TokensPerSecondP1:R}");

    private static string Lines(string name, IEnumerable<string> lines) =>
        string.Join('\n', lines) is { Length: > 0 } text ? $"\n{name}\n{text}" : "";
}
