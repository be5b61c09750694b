using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Requests;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Outcomes → the tallies that update beliefs. The weight of an outcome halves with every <see cref="HalfLife"/> of age relative to the
/// newest one (not to the clock, so that the same outcomes give the same tallies). Only the verdict on a chain's first hop counts for
/// success: later hops see only tasks that earlier ones failed, which biases them downwards; for availability, every hop counts. Outcomes
/// of an alias from before it pointed to its current model do not count. A verdict on success counts by its source
/// (<see cref="VerdictWeights"/>), and what one reporter says is bounded (<see cref="ReporterCap"/>).
/// </summary>
internal static class Learning
{
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    /// <summary>Minimum number of tasks attempted by several endpoints for estimating the spread of the shared difficulty.</summary>
    private const int MinTasks = 50;

    /// <param name="catalog">Names the aliases.</param>
    /// <param name="aliases">Current targets of the aliases; attempts from before a target changed are in no tally.</param>
    /// <param name="weights">By source of the verdict; null is the default.</param>
    /// <param name="now">Outcomes that claim to be later are of this time; null: there are none.</param>
    public static LearnedState From(
        IReadOnlyList<StoredOutcome> all,
        ModelCatalog catalog,
        AliasTable aliases,
        VerdictWeights? weights = null,
        DateTimeOffset? now = null)
    {
        if (all.Count == 0)
        {
            return LearnedState.Empty;
        }

        var leftOut = new Dictionary<string, int>(StringComparer.Ordinal);
        var outcomes = new List<StoredOutcome>(all.Count);
        foreach (var outcome in all)
        {
            if (IsAboutAnother(outcome, catalog, aliases))
            {
                leftOut[outcome.Endpoint] = leftOut.GetValueOrDefault(outcome.Endpoint) + 1;
            }
            else
            {
                outcomes.Add(outcome);
            }
        }

        var newest = all.Max(outcome => outcome.At);
        newest = now < newest ? now.Value : newest;
        var spread = Spread(outcomes);
        return new LearnedState(
            all.Max(outcome => outcome.Epoch),
            Tallies(outcomes, newest, weights ?? VerdictWeights.Default),
            spread,
            aliases,
            leftOut,
            AttemptLearning.From(outcomes, spread ?? SharedDifficulty.DefaultSpread));
    }

    private static Dictionary<TallyKey, Tally> Tallies(List<StoredOutcome> outcomes, DateTimeOffset newest, VerdictWeights weights)
    {
        var byReporter = new Dictionary<(TallyKey Key, string? Reporter), Tally>();
        var cap = new ReporterCap();
        foreach (var outcome in outcomes)
        {
            if (outcome.Task is not { } task)
            {
                continue;
            }

            var key = new TallyKey(
                outcome.Endpoint,
                task,
                outcome.Difficulty is { } difficulty ? ComplexityTiers.Of(difficulty) : null,
                outcome.Group);
            var age = newest > outcome.At ? newest - outcome.At : TimeSpan.Zero;
            var tally = TallyOf(outcome, Math.Pow(0.5, age / HalfLife), weights.Of(outcome.Source));
            byReporter[(key, outcome.Reporter)] = byReporter.GetValueOrDefault((key, outcome.Reporter)) + tally;
            cap.Add(key, outcome.Reporter, tally.Trials);
        }

        var tallies = new Dictionary<TallyKey, Tally>();
        foreach (var ((key, reporter), tally) in byReporter)
        {
            var share = cap.CappedShare(key, reporter);
            tallies[key] = tallies.GetValueOrDefault(key)
                + (tally with { CappedTrials = share * tally.Trials, CappedSuccesses = share * tally.Successes });
        }

        return tallies;
    }

    /// <summary>Attempted while the endpoint's model id was an alias of another model.</summary>
    private static bool IsAboutAnother(StoredOutcome outcome, ModelCatalog catalog, AliasTable aliases) =>
        catalog.FindEndpoint(outcome.Endpoint) is { } endpoint
        && aliases.Of(endpoint.Model.Id) is { } alias
        && DateOnly.FromDateTime(outcome.AttemptedAt.UtcDateTime) < alias.Since;

    /// <param name="weight">By age.</param>
    /// <param name="trust">In a verdict about success, by its source. Whether an answer came needs no judgement.</param>
    private static Tally TallyOf(StoredOutcome outcome, double weight, double trust)
    {
        var answered = outcome.Verdict != Verdict.Unanswered;
        var judged = answered && (outcome.Alone || outcome.Hop == 0);
        var right = outcome.Verdict == Verdict.Right;
        var edited = right && outcome.Edits is not null;
        return new Tally(
            judged ? weight * trust : 0,
            judged && right ? weight * trust : 0,
            weight,
            answered ? weight : 0,
            edited ? weight : 0,
            edited ? weight * outcome.Edits!.Value : 0);
    }

    /// <summary>Tasks with the same verdicts on the same endpoints are counted together, since there are few such patterns.</summary>
    private static double? Spread(List<StoredOutcome> outcomes)
    {
        var judged = outcomes.Where(outcome => outcome.Alone && outcome.Verdict != Verdict.Unanswered).ToList();
        var kinds = judged.GroupBy(outcome => (outcome.Endpoint, outcome.Task))
            .OrderBy(same => same.Key.Endpoint, StringComparer.Ordinal)
            .ThenBy(same => same.Key.Task)
            .Select((same, index) => (same.Key, Index: index, Mean: same.Average(outcome => outcome.Verdict == Verdict.Right ? 1.0 : 0)))
            .ToList();
        var indexes = kinds.ToDictionary(kind => kind.Key, kind => kind.Index);
        var patterns = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var task in judged.GroupBy(outcome => outcome.Decision, StringComparer.Ordinal))
        {
            if (task.Select(outcome => outcome.Endpoint).Distinct(StringComparer.Ordinal).Take(2).Count() == 2)
            {
                var pattern = string.Join(' ', task.Select(CodeOf).Order());
                patterns[pattern] = patterns.GetValueOrDefault(pattern) + 1;
            }
        }

        return patterns.Values.Sum() < MinTasks
            ? null
            : SharedSpread.Estimate([.. patterns.Select(pattern => (Attempts(pattern.Key), pattern.Value))]);

        int CodeOf(StoredOutcome outcome) => (2 * indexes[(outcome.Endpoint, outcome.Task)]) + (outcome.Verdict == Verdict.Right ? 1 : 0);

        IReadOnlyList<(double Chance, double Outcome)> Attempts(string pattern) =>
        [
            .. pattern.Split(' ')
                .Select(code => int.Parse(code, CultureInfo.InvariantCulture))
                .Select(code => (kinds[code / 2].Mean, code % 2.0)),
        ];
    }
}
