using System.Collections.Concurrent;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Economics;

/// <summary>
/// Beliefs about success per endpoint × task × tier, from the catalog's published figures and the service's own outcomes. Each level
/// starts from the wider one: an endpoint from its model, a model from its figures or else its family. What a level inherits never weighs
/// more than a few own observations. An alias has the beliefs of its target. Thread-safe.
/// </summary>
/// <param name="catalog">Its published figures are the priors.</param>
/// <param name="aliases">The catalog's, on the day of the decision; outcomes learned while an alias had another target are ignored.</param>
internal sealed class EndpointBeliefs(ModelCatalog catalog, LearnedState learned, AliasTable aliases)
{
    /// <summary>Observations that all published figures of a model for a task are worth together.</summary>
    public const double BenchmarkWeight = 15;

    /// <summary>Observations that a family's belief is worth to a model without figures.</summary>
    public const double FamilyWeight = 5;

    /// <summary>Observations that a model's belief is worth to its endpoint, and an endpoint's to one tier.</summary>
    public const double InheritedWeight = 15;

    /// <summary>Belief about answering at all before anything is observed: 99 of 100 calls, worth 100 calls.</summary>
    private static readonly Belief AnswersBefore = new(0.99, 100);

    private const double EditsWeight = 5;
    private static readonly TaskKind[] Tasks = Enum.GetValues<TaskKind>();

    private readonly ConcurrentDictionary<(TaskKind, ComplexityTier?), BeliefColumn> columns = [];
    private readonly Lazy<Totals> totals = new(() => Totals.Of(catalog, learned, aliases));

    public LearnedState Learned => learned;

    public AliasTable Aliases => aliases;

    /// <summary>By endpoint, in the catalog's order; computed once.</summary>
    /// <param name="tier">Null where the difficulty is unknown.</param>
    public BeliefColumn Of(TaskKind task, ComplexityTier? tier) =>
        columns.GetOrAdd((task, tier), (key, endpoints) => new BeliefColumn(this, endpoints, key.Item1, key.Item2), catalog.Endpoints);

    /// <summary>Null: there is no published figure and no outcome of the endpoint, its model or its family for this task.</summary>
    public EndpointBelief? Of(Endpoint endpoint, TaskKind task, ComplexityTier? tier)
    {
        var sums = totals.Value;
        var own = sums.Endpoint(endpoint.Id, task);
        var behind = aliases.Behind(endpoint.Model);
        var model = sums.Model(behind.Id, task);
        var elsewhere = model - own;
        var words = Words(endpoint);
        var start = Published(behind, task, words) ?? OfFamily(behind, task, model, words);
        if (start is null && model.Trials <= 0)
        {
            return null;
        }

        // Without figures and family, the prior is one success and one failure.
        var ofModel = (start ?? new Belief(0.5, 2)).Updated(elsewhere.Successes, elsewhere.Trials);
        Note(words, elsewhere.Trials, "of the model elsewhere");
        var ofTask = ofModel.AtMost(InheritedWeight).Updated(own.Successes, own.Trials);
        Note(words, own.Trials, "here");
        var success = tier is { } known ? AtTier(endpoint.Id, task, known, ofTask) : ofTask;
        return new EndpointBelief(success, Answers(endpoint.Id), Edits(endpoint.Id, task), string.Join(", ", words));
    }

    /// <summary>The tier's own outcomes over the task's belief, moved by how much harder the tier is than the middle one.</summary>
    private Belief AtTier(string endpoint, TaskKind task, ComplexityTier tier, Belief ofTask)
    {
        var prior = ofTask.AtMost(InheritedWeight).Shifted(DifficultyShift.OfTier(tier));
        var seen = totals.Value.Tier(endpoint, task, tier);
        return prior.Updated(seen.Successes, seen.Trials);
    }

    private static Belief? Published(Model model, TaskKind task, List<string> words)
    {
        var figures = model.QualityFigures.Where(figure => figure.Task == task).ToList();
        if (figures.Count == 0)
        {
            return null;
        }

        words.Add($"{(figures.Count == 1 ? figures[0].Benchmark : $"{figures.Count} benchmarks")} worth {BenchmarkWeight:0}");
        return Inside(figures.Average(figure => figure.Score), BenchmarkWeight);
    }

    private Belief? OfFamily(Model model, TaskKind task, Tally own, List<string> words)
    {
        if (model.Family is not { } family)
        {
            return null;
        }

        var figures = catalog.Models.Where(other => other.Family == family && other.Id != model.Id)
            .Select(other => other.MeanQuality(task))
            .OfType<double>()
            .ToList();
        var outcomes = totals.Value.Family(family, task) - own;
        if (figures.Count == 0 && outcomes.Trials <= 0)
        {
            return null;
        }

        words.Add($"the family {family} worth {FamilyWeight:0}");
        var published = figures.Count == 0 ? new Belief(0.5, 2) : Inside(figures.Average(), BenchmarkWeight);
        return published.Updated(outcomes.Successes, outcomes.Trials).AtMost(FamilyWeight);
    }

    private static Belief Inside(double mean, double weight) => new Belief(mean, weight).Shifted(0);

    private double Answers(string endpoint)
    {
        var calls = Tasks.Aggregate(default(Tally), (sum, task) => sum + totals.Value.Endpoint(endpoint, task));
        return AnswersBefore.Updated(calls.Answered, calls.Calls).Mean;
    }

    /// <summary>Shrunk towards the task's mean over all endpoints.</summary>
    private double? Edits(string endpoint, TaskKind task)
    {
        var all = totals.Value.Task(task);
        if (all.Merged <= 0)
        {
            return null;
        }

        var own = totals.Value.Endpoint(endpoint, task);
        return ((all.Edits / all.Merged * EditsWeight) + own.Edits) / (EditsWeight + own.Merged);
    }

    /// <summary>Starts with the target of an alias, since everything after it is about the target.</summary>
    private List<string> Words(Endpoint endpoint)
    {
        if (aliases.Of(endpoint.Model.Id) is not { } alias)
        {
            return [];
        }

        var before = learned.LeftOut(endpoint.Id);
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"an alias of {alias.Target.Id} since {alias.Since:yyyy-MM-dd}{(before > 0 ? $" ({Counted(before)} from before this date ignored)" : "")}"),
        ];

        static string Counted(int outcomes) => outcomes == 1 ? "1 outcome" : $"{outcomes} outcomes";
    }

    private static void Note(List<string> words, double trials, string where)
    {
        if (trials > 0)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{trials:0.#} outcomes {where}"));
        }
    }

    /// <summary>Outcomes summed at every level.</summary>
    private sealed class Totals
    {
        private readonly Dictionary<(string, TaskKind), Tally> endpoints = [];
        private readonly Dictionary<(string, TaskKind), Tally> models = [];
        private readonly Dictionary<(string, TaskKind), Tally> families = [];
        private readonly Dictionary<(string, TaskKind, ComplexityTier), Tally> tiers = [];
        private readonly Dictionary<TaskKind, Tally> tasks = [];

        public static Totals Of(ModelCatalog catalog, LearnedState learned, AliasTable aliases)
        {
            var totals = new Totals();
            foreach (var (key, tally) in learned.Tallies)
            {
                if (catalog.FindEndpoint(key.Endpoint) is not { } endpoint || !aliases.Agrees(learned.Aliases, endpoint.Model.Id))
                {
                    continue;
                }

                var model = aliases.Behind(endpoint.Model);
                Add(totals.endpoints, (key.Endpoint, key.Task), tally);
                Add(totals.models, (model.Id, key.Task), tally);
                Add(totals.tasks, key.Task, tally);
                if (model.Family is { } family)
                {
                    Add(totals.families, (family, key.Task), tally);
                }

                if (key.Tier is { } tier)
                {
                    Add(totals.tiers, (key.Endpoint, key.Task, tier), tally);
                }
            }

            return totals;
        }

        public Tally Endpoint(string id, TaskKind task) => endpoints.GetValueOrDefault((id, task));

        public Tally Model(string id, TaskKind task) => models.GetValueOrDefault((id, task));

        public Tally Family(string family, TaskKind task) => families.GetValueOrDefault((family, task));

        public Tally Tier(string endpoint, TaskKind task, ComplexityTier tier) => tiers.GetValueOrDefault((endpoint, task, tier));

        public Tally Task(TaskKind task) => tasks.GetValueOrDefault(task);

        private static void Add<TKey>(Dictionary<TKey, Tally> sums, TKey key, Tally tally)
            where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + tally;
    }
}
