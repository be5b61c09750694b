using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Requests;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Outcomes → the tallies that update beliefs. The weight of an outcome halves with every <see cref="HalfLife"/> of age relative to the
/// newest one (not to the clock, so that the same outcomes give the same tallies). Only the verdict on a chain's first hop counts for
/// success: later hops see only tasks that earlier ones failed, which biases them downwards; for availability, every hop counts. Outcomes
/// of an alias from before it pointed to its current model do not count.
/// </summary>
internal static class Learning
{
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    /// <summary>Minimum number of tasks attempted by several endpoints for estimating the spread of the shared difficulty.</summary>
    private const int MinTasks = 50;

    /// <param name="catalog">Names the aliases.</param>
    /// <param name="aliases">Current targets of the aliases; attempts from before a target changed are in no tally.</param>
    public static LearnedState From(IReadOnlyList<StoredOutcome> all, ModelCatalog catalog, AliasTable aliases)
    {
        if (all.Count == 0)
        {
            return LearnedState.Empty;
        }

        var before = all.Where(outcome => IsAboutAnother(outcome, catalog, aliases)).ToHashSet();
        var outcomes = all.Where(outcome => !before.Contains(outcome)).ToList();

        var newest = all.Max(outcome => outcome.At);
        var tallies = new Dictionary<TallyKey, Tally>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Task is not { } task)
            {
                continue;
            }

            var key = new TallyKey(outcome.Endpoint, task, outcome.Difficulty is { } difficulty ? ComplexityTiers.Of(difficulty) : null);
            tallies[key] = tallies.GetValueOrDefault(key) + TallyOf(outcome, Math.Pow(0.5, (newest - outcome.At) / HalfLife));
        }

        var spread = Spread(outcomes);
        return new LearnedState(
            all.Max(outcome => outcome.Epoch),
            tallies,
            spread,
            aliases,
            before.CountBy(outcome => outcome.Endpoint).ToDictionary(StringComparer.Ordinal),
            CostLearning.From(outcomes, spread ?? SharedDifficulty.DefaultSpread));
    }

    /// <summary>Attempted while the endpoint's model id was an alias of another model.</summary>
    private static bool IsAboutAnother(StoredOutcome outcome, ModelCatalog catalog, AliasTable aliases) =>
        catalog.FindEndpoint(outcome.Endpoint) is { } endpoint
        && aliases.Of(endpoint.Model.Id) is { } alias
        && DateOnly.FromDateTime(outcome.AttemptedAt.UtcDateTime) < alias.Since;

    private static Tally TallyOf(StoredOutcome outcome, double weight)
    {
        var answered = outcome.Verdict != Verdict.Unanswered;
        var judged = answered && (outcome.Alone || outcome.Hop == 0);
        var right = outcome.Verdict == Verdict.Right;
        var edited = right && outcome.Edits is not null;
        return new Tally(
            judged ? weight : 0,
            judged && right ? weight : 0,
            weight,
            answered ? weight : 0,
            edited ? weight : 0,
            edited ? weight * outcome.Edits!.Value : 0);
    }

    private static double? Spread(IReadOnlyList<StoredOutcome> outcomes)
    {
        var judged = outcomes.Where(outcome => outcome.Alone && outcome.Verdict != Verdict.Unanswered).ToList();
        var means = judged.GroupBy(outcome => (outcome.Endpoint, outcome.Task))
            .ToDictionary(same => same.Key, same => same.Average(outcome => outcome.Verdict == Verdict.Right ? 1.0 : 0));
        var tasks = judged.GroupBy(outcome => outcome.Decision)
            .Where(task => task.Select(outcome => outcome.Endpoint).Distinct().Count() > 1)
            .Select(task => (IReadOnlyList<(double, double)>)[
                .. task.Select(outcome => (means[(outcome.Endpoint, outcome.Task)], outcome.Verdict == Verdict.Right ? 1.0 : 0))])
            .ToList();
        return tasks.Count < MinTasks ? null : SharedSpread.Estimate(tasks);
    }
}
