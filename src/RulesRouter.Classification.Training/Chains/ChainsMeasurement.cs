using System.Collections.Immutable;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>The bill of every contender under one split.</summary>
/// <param name="Split">Description of the split.</param>
/// <param name="BestSingleTrain">The single model that was cheapest in training.</param>
/// <param name="Singles">Every model alone, cheapest first.</param>
/// <param name="PairedDifference">Learned chain minus static chain.</param>
/// <param name="OverBestSingle">Learned chain minus the single model that was best in training.</param>
/// <param name="LearnedChains">The chains chosen, most frequent first.</param>
/// <param name="StaticChains">Likewise, by trial.</param>
/// <param name="LookedAtTask">Share of trials in which prompt and group were used.</param>
internal sealed record ChainsMeasurement(
    string Split,
    int Trials,
    int Tasks,
    BillSummary LearnedChain,
    BillSummary StaticChain,
    BillSummary BestSingleTrain,
    BillSummary Oracle,
    ImmutableArray<BillSummary> Singles,
    PairedDifference PairedDifference,
    PairedDifference OverBestSingle,
    ImmutableArray<ChainShare> LearnedChains,
    ImmutableArray<ChainShare> StaticChains,
    double LookedAtTask)
{
    internal static ChainsMeasurement Of(string split, ChainData data, IReadOnlyList<ChainTrial> trials, int seed) => new(
        split,
        trials.Count,
        trials.SelectMany(trial => trial.Tested).Distinct().Count(),
        BillSummary.Of("learned chain", trials.Select(trial => trial.Learned)),
        BillSummary.Of("best static chain in training", trials.Select(trial => trial.Static)),
        BillSummary.Of("best single model in training", trials.Select(trial => trial.Single[trial.BestSingle])),
        BillSummary.Of("oracle", trials.Select(trial => trial.Oracle())),
        [.. Enumerable.Range(0, data.Models.Length)
            .Select(model => BillSummary.Of(data.Models[model], trials.Select(trial => trial.Single[model])))
            .OrderBy(single => single.BillPerTaskUsd)],
        Difference(trials, trial => trial.Static, seed),
        Difference(trials, trial => trial.Single[trial.BestSingle], seed),
        ChainShare.Of(trials.SelectMany(trial => trial.LearnedChains), data.Models),
        ChainShare.Of(trials.Select(trial => trial.StaticChain), data.Models),
        trials.Average(trial => trial.LooksAtTheTask ? 1.0 : 0));

    private static PairedDifference Difference(IReadOnlyList<ChainTrial> trials, Func<ChainTrial, ChainBill[]> other, int seed) =>
        PairedDifference.Of(
        [
            .. trials.Select(
                trial => (
                    IReadOnlyList<(int, double)>)[.. trial.Tested.Select(
                        (task, at) => (task, trial.Learned[at].BillUsd - other(trial)[at].BillUsd))]),
        ],
        seed);
}

/// <param name="Models">In order of attempts.</param>
/// <param name="Share">Of the decisions, 0..1.</param>
internal sealed record ChainShare(ImmutableArray<string> Models, double Share)
{
    internal static ImmutableArray<ChainShare> Of(IEnumerable<ImmutableArray<int>> chains, ImmutableArray<string> models)
    {
        var all = chains.ToList();
        return
        [
            .. all.GroupBy(chain => string.Join(' ', chain))
                .OrderByDescending(same => same.Count())
                .ThenBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => new ChainShare([.. same.First().Select(model => models[model])], (double)same.Count() / all.Count)),
        ];
    }
}
