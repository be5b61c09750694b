using System.Collections.Concurrent;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Economics.Abilities;
using RulesRouter.Economics.Difficulty;
using RulesRouter.Requests;

namespace RulesRouter.Economics.Beliefs;

/// <summary>
/// Beliefs about success per endpoint × task × tier: the model's ability from published scores, the task's difficulty and every deviation
/// from the service's own outcomes. An alias has the beliefs of its target. Thread-safe.
/// </summary>
/// <param name="aliases">The catalog's, on the day of the decision; outcomes learned while an alias had another target are ignored.</param>
internal sealed class EndpointBeliefs(ModelCatalog catalog, LearnedState learned, AliasTable aliases)
{
    /// <summary>Belief about answering at all before anything is observed: 99 of 100 calls.</summary>
    private const double AnswersBefore = 0.99;

    /// <summary>The calls that it is worth.</summary>
    private const double AnswersWeight = 100;

    private const double EditsWeight = 5;
    private static readonly TaskKind[] Tasks = Enum.GetValues<TaskKind>();

    private readonly ModelAbilities abilities = ModelAbilities.Of(catalog);
    private readonly ConcurrentDictionary<(TaskKind, ComplexityTier?, string?), BeliefColumn> columns = [];
    private readonly ConcurrentDictionary<(TaskKind, ComplexityTier?, string?, double), BeliefClasses> classes = [];
    private readonly ConcurrentDictionary<TaskKind, LearnedDifficulty> difficulties = [];
    private readonly ConcurrentDictionary<(TaskKind, string), Belief?> groups = [];
    private readonly Lazy<Totals> totals = new(() => Totals.Of(catalog, learned, aliases));

    public LearnedState Learned => learned;

    public AliasTable Aliases => aliases;

    private int Count => catalog.Endpoints.Length;

    /// <summary>By endpoint, in the catalog's order; computed once.</summary>
    /// <param name="tier">Null where the difficulty is unknown.</param>
    /// <param name="group">Attribute and value by which difficulty is learned; without outcomes at the task it changes nothing.</param>
    public BeliefColumn Of(TaskKind task, ComplexityTier? tier, string? group = null) => columns.GetOrAdd(
        (task, tier, group is not null && totals.Value.HasGroup(task, group) ? group : null),
        (key, endpoints) => new BeliefColumn(this, endpoints, key.Item1, key.Item2, key.Item3),
        catalog.Endpoints);

    /// <summary>The endpoints by what is believed of them; computed once.</summary>
    /// <param name="tier">Null where the difficulty is unknown.</param>
    /// <param name="harder">Logits by which a policy takes the task to be harder than its reference.</param>
    public BeliefClasses ClassesOf(TaskKind task, ComplexityTier? tier, string? group, double harder) => classes.GetOrAdd(
        (task, tier, group is not null && totals.Value.HasGroup(task, group) ? group : null, harder),
        static (key, beliefs) => new BeliefClasses(
            beliefs.Of(key.Item1, null, key.Item3),
            beliefs.Of(key.Item1, key.Item2, key.Item3),
            key.Item4,
            beliefs.Count),
        this);

    public EndpointBelief Of(Endpoint endpoint, TaskKind task, ComplexityTier? tier, string? group = null)
    {
        var sums = totals.Value;
        var behind = aliases.Behind(endpoint.Model);
        var ability = abilities.Of(behind, task);
        var difficulty = DifficultyOf(task);
        var (success, share) = difficulty.Of(endpoint.Id, behind.Id, BeliefOf(ability), tier);
        var ofGroup = group is null ? null : GroupOf(task, group);
        if (ofGroup is { } harder)
        {
            success = new Belief(success.Logit - harder.Logit, success.Variance + harder.Variance);
        }

        var here = sums.Endpoint(endpoint.Id, task).Trials;
        var elsewhere = sums.Model(behind.Id, task).Trials - here;
        return new EndpointBelief(
            success,
            share,
            here + elsewhere <= 0,
            Answers(endpoint.Id),
            Edits(endpoint.Id, task),
            string.Join(", ", Words(endpoint, ability, elsewhere, here, difficulty).Concat(WordsOf(task, group, ofGroup))));
    }

    /// <summary>How hard a task is by the outcomes of every model at it.</summary>
    public LearnedDifficulty DifficultyOf(TaskKind task) => difficulties.GetOrAdd(
        task,
        (asked, beliefs) => new LearnedDifficulty(
            ReferenceDifficulty.Of(asked),
            beliefs.CellsOf(asked, beliefs.totals.Value.Shared(asked))),
        this);

    /// <summary>
    /// How much harder a task is for one value of an attribute, in logits; null if no outcome of it moves a shared difficulty.
    /// </summary>
    public Belief? GroupOf(TaskKind task, string group) => groups.GetOrAdd(
        (task, group),
        (asked, beliefs) =>
        {
            var difficulty = beliefs.DifficultyOf(asked.Item1);
            var ofGroup = beliefs.totals.Value.Cells(asked.Item1).Where(cell => cell.Key.Group == asked.Item2);
            var outcomes = beliefs.CellsOf(asked.Item1, ofGroup)
                .Where(cell => cell.SharedTrials > 0)
                .Select(cell => (
                    difficulty.Of(cell.Endpoint, cell.Model, cell.Ability, cell.Tier).Success.Logit,
                    cell.SharedTrials,
                    cell.SharedSuccesses))
                .ToList();
            return outcomes.Count == 0 ? null : GroupDifficulty.Of(outcomes);
        },
        this);

    private static Belief BeliefOf(Ability ability) => new(ability.Mean, ability.Variance);

    private IEnumerable<OutcomeCell> CellsOf(TaskKind task, IEnumerable<(TallyKey Key, Tally Tally)> cells) => cells
        .OrderBy(cell => cell.Key.Endpoint, StringComparer.Ordinal)
        .ThenBy(cell => cell.Key.Tier)
        .Select(cell =>
        {
            var model = aliases.Behind(catalog.FindEndpoint(cell.Key.Endpoint)!.Model);
            return new OutcomeCell(
                cell.Key.Endpoint,
                model.Id,
                BeliefOf(abilities.Of(model, task)),
                cell.Key.Tier,
                cell.Tally.Trials,
                cell.Tally.Successes,
                cell.Tally.Trials - cell.Tally.CappedTrials,
                cell.Tally.Successes - cell.Tally.CappedSuccesses);
        });

    private double Answers(string endpoint)
    {
        var calls = Tasks.Aggregate(default(Tally), (sum, task) => sum + totals.Value.Endpoint(endpoint, task));
        return Math.Clamp(((AnswersBefore * AnswersWeight) + calls.Answered) / (AnswersWeight + calls.Calls), 0.005, 0.995);
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
    private IEnumerable<string> Words(Endpoint endpoint, Ability ability, double elsewhere, double here, LearnedDifficulty difficulty)
    {
        if (aliases.Of(endpoint.Model.Id) is { } alias)
        {
            var before = learned.LeftOut(endpoint.Id);
            var ignored = before == 0 ? "" : $" ({(before == 1 ? "1 outcome" : $"{before} outcomes")} from before this date ignored)";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"an alias of {alias.Target.Id} since {alias.Since:yyyy-MM-dd}{ignored}");
        }

        yield return ability.Evidence;
        if (difficulty.Models > 0)
        {
            var models = difficulty.Models == 1 ? "1 model" : $"{difficulty.Models} models";
            yield return $"difficulty from {Counted(difficulty.Outcomes)} of {models}";
        }

        if (elsewhere > 0)
        {
            yield return $"{Counted(elsewhere)} of the model elsewhere";
        }

        if (here > 0)
        {
            yield return $"{Counted(here)} here";
        }
    }

    private IEnumerable<string> WordsOf(TaskKind task, string? group, Belief? harder)
    {
        if (harder is { } known)
        {
            var trials = totals.Value.Cells(task).Where(cell => cell.Key.Group == group)
                .OrderBy(cell => cell.Key.Endpoint, StringComparer.Ordinal)
                .ThenBy(cell => cell.Key.Tier)
                .Sum(cell => cell.Tally.Trials - cell.Tally.CappedTrials);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"`{group}` {Math.Abs(known.Logit):0.00} logits {(known.Logit < 0 ? "easier" : "harder")} by {Counted(trials)}");
        }
    }

    /// <summary>Old outcomes count for less than one.</summary>
    private static string Counted(double outcomes) =>
        outcomes.ToString("0.#", CultureInfo.InvariantCulture) is var count && count == "1" ? "1 outcome" : $"{count} outcomes";

    /// <summary>Outcomes summed at every level.</summary>
    private sealed class Totals
    {
        private readonly Dictionary<(string, TaskKind), Tally> endpoints = [];
        private readonly Dictionary<(string, TaskKind), Tally> models = [];
        private readonly Dictionary<TaskKind, Tally> tasks = [];
        private readonly List<(TallyKey Key, Tally Tally)> cells = [];

        public static Totals Of(ModelCatalog catalog, LearnedState learned, AliasTable aliases)
        {
            var totals = new Totals();
            foreach (var (key, tally) in learned.Tallies)
            {
                if (catalog.FindEndpoint(key.Endpoint) is not { } endpoint || !aliases.Agrees(learned.Aliases, endpoint.Model.Id))
                {
                    continue;
                }

                totals.cells.Add((key, tally));
                Add(totals.endpoints, (key.Endpoint, key.Task), tally);
                Add(totals.models, (aliases.Behind(endpoint.Model).Id, key.Task), tally);
                Add(totals.tasks, key.Task, tally);
            }

            return totals;
        }

        public IEnumerable<(TallyKey Key, Tally Tally)> Cells(TaskKind task) => cells.Where(cell => cell.Key.Task == task);

        /// <summary>With the outcomes of all values of attributes together.</summary>
        public IEnumerable<(TallyKey Key, Tally Tally)> Shared(TaskKind task) => Cells(task)
            .OrderBy(cell => cell.Key.Group, StringComparer.Ordinal)
            .GroupBy(cell => cell.Key with { Group = null })
            .Select(same => (same.Key, same.Aggregate(default(Tally), (sum, cell) => sum + cell.Tally)));

        public bool HasGroup(TaskKind task, string group) => cells.Exists(cell => cell.Key.Task == task && cell.Key.Group == group);

        public Tally Endpoint(string id, TaskKind task) => endpoints.GetValueOrDefault((id, task));

        public Tally Model(string id, TaskKind task) => models.GetValueOrDefault((id, task));

        public Tally Task(TaskKind task) => tasks.GetValueOrDefault(task);

        private static void Add<TKey>(Dictionary<TKey, Tally> sums, TKey key, Tally tally)
            where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + tally;
    }
}
