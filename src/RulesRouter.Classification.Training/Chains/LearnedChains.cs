using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>
/// Chains chosen per task from past outcomes: success of models by shared difficulty and, if it paid on past tasks,
/// with more weight for similar tasks (same group, similar prompt length).
/// </summary>
internal sealed class LearnedChains
{
    private const int Folds = 5;

    /// <summary>Weight of similar tasks; infinite if similarity is ignored.</summary>
    private static readonly double[] Strengths = [double.PositiveInfinity, 100, 30];

    private readonly IReadOnlyList<ChainTask> tasks;
    private readonly double[][] chances;
    private readonly double strength;
    private readonly CostRule terms;
    private readonly int longest;
    private readonly int[] lengthCuts;
    private readonly Dictionary<(string Group, int Length), ImmutableArray<int>> decided = [];

    private LearnedChains(IReadOnlyList<ChainTask> tasks, double strength, CostRule terms, int longest)
    {
        this.tasks = tasks;
        this.strength = strength;
        this.terms = terms;
        this.longest = longest;
        chances = SharedDifficulty.Chances(tasks);
        var lengths = tasks.Select(task => task.PromptLength).Order().ToArray();
        lengthCuts = [lengths[lengths.Length / 3], lengths[lengths.Length * 2 / 3]];
    }

    /// <summary>Whether prompt and group are used.</summary>
    public bool LooksAtTheTask => !double.IsPositiveInfinity(strength);

    public static LearnedChains Learn(IReadOnlyList<ChainTask> tasks, CostRule terms, int longest)
    {
        var strength = tasks.Count < 4 * Folds ? double.PositiveInfinity : StrengthThatPays(tasks, terms, longest);
        return new LearnedChains(tasks, strength, terms, longest);
    }

    public ImmutableArray<int> For(ChainTask task)
    {
        var key = LooksAtTheTask ? (task.Group, LengthClass(task)) : ("", 0);
        if (!decided.TryGetValue(key, out var chain))
        {
            chain = StaticChain.Best(tasks, chances, WeightsFor(key), terms, longest);
            decided[key] = chain;
        }

        return chain;
    }

    /// <summary>Using the task must have paid by more than two standard errors on held-out past tasks.</summary>
    private static double StrengthThatPays(IReadOnlyList<ChainTask> tasks, CostRule terms, int longest)
    {
        var bills = Strengths.Select(strength => HeldOutBills(tasks, strength, terms, longest)).ToArray();
        var best = 0;
        for (var candidate = 1; candidate < Strengths.Length; candidate++)
        {
            var saved = bills[best].Zip(bills[candidate], (plain, looking) => plain - looking).ToArray();
            if (saved.Average() > 2 * StandardError(saved))
            {
                best = candidate;
            }
        }

        return Strengths[best];
    }

    private static double[] HeldOutBills(IReadOnlyList<ChainTask> tasks, double strength, CostRule terms, int longest)
    {
        var bills = new double[tasks.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var held = fold;
            var learned = new LearnedChains([.. tasks.Where((_, index) => index % Folds != held)], strength, terms, longest);
            for (var index = fold; index < tasks.Count; index += Folds)
            {
                bills[index] = ChainBill.Of(tasks[index], learned.For(tasks[index]).AsSpan(), terms).BillUsd;
            }
        }

        return bills;
    }

    private static double StandardError(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length / values.Length);
    }

    private int LengthClass(ChainTask task) => task.PromptLength < lengthCuts[0] ? 0 : task.PromptLength < lengthCuts[1] ? 1 : 2;

    private ImmutableArray<double> WeightsFor((string Group, int Length) key)
    {
        var alike = tasks.Select(
            task => LooksAtTheTask ? (task.Group == key.Group ? 1.0 : 0) + (LengthClass(task) == key.Length ? 0.5 : 0) : 0)
            .ToArray();
        var count = alike.Sum();
        var share = count > 0 ? count / (count + strength) : 0;
        return [.. alike.Select(likeness => ((1 - share) / tasks.Count) + (count > 0 ? share * likeness / count : 0))];
    }
}
