using System.Collections.Immutable;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Training on one part, testing on another: the bills of every contender, task by task.</summary>
/// <param name="Tested">Indices of the test tasks.</param>
/// <param name="Learned">Per test task.</param>
/// <param name="Single">By model, then test task.</param>
/// <param name="BestSingle">The model that was cheapest in training.</param>
/// <param name="LooksAtTheTask">Whether prompt and group were used.</param>
internal sealed record ChainTrial(
    ImmutableArray<int> Tested,
    ChainBill[] Learned,
    ImmutableArray<ImmutableArray<int>> LearnedChains,
    ChainBill[] Static,
    ImmutableArray<int> StaticChain,
    ChainBill[][] Single,
    int BestSingle,
    bool LooksAtTheTask)
{
    public static ChainTrial Run(ChainData data, IReadOnlyList<int> train, IReadOnlyList<int> test, ChainsOptions options)
    {
        ChainTask[] past = [.. train.Select(index => data.Tasks[index])];
        ChainTask[] asked = [.. test.Select(index => data.Tasks[index])];
        var learner = Chains.LearnedChains.Learn(past, options.Terms, options.MaxLength);
        var fixedChain = Chains.StaticChain.Best(past, options.Terms, options.MaxLength);
        ImmutableArray<ImmutableArray<int>> decided = [.. asked.Select(learner.For)];
        return new ChainTrial(
            [.. test],
            [.. asked.Zip(decided, (task, chain) => ChainBill.Of(task, chain.AsSpan(), options.Terms))],
            decided,
            Bills(asked, fixedChain, options),
            fixedChain,
            [.. Enumerable.Range(0, data.Models.Length).Select(model => Bills(asked, [model], options))],
            Chains.StaticChain.Best(past, options.Terms, 1)[0],
            learner.LooksAtTheTask);
    }

    /// <summary>The cheapest single model in hindsight, task by task.</summary>
    public IEnumerable<ChainBill> Oracle() => Tested.Select((_, at) => Single.Select(bills => bills[at]).MinBy(bill => bill.BillUsd));

    private static ChainBill[] Bills(ChainTask[] tasks, ImmutableArray<int> chain, ChainsOptions options) =>
        [.. tasks.Select(task => ChainBill.Of(task, chain.AsSpan(), options.Terms))];
}
