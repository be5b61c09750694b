namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Means per task, over the tasks of all trials.</summary>
/// <param name="BillPerTaskUsd">US dollars of runs and verifier, plus the cost of unsolved tasks.</param>
/// <param name="Solved">Share of tasks.</param>
/// <param name="CostUsd">US dollars of runs and verifier.</param>
/// <param name="StandardDeviation">Standard deviation of the bill over the trials; 0 for one trial.</param>
internal sealed record BillSummary(string Name, double BillPerTaskUsd, double Solved, double CostUsd, double StandardDeviation)
{
    internal static BillSummary Of(string name, IEnumerable<IEnumerable<ChainBill>> trials)
    {
        var all = trials.Select(bills => bills.ToList()).ToList();
        var means = all.Select(ChainBill.Mean).ToList();
        var center = means.Average(each => each.BillUsd);
        var mean = ChainBill.Mean([.. all.SelectMany(bills => bills)]);
        return new BillSummary(
            name,
            mean.BillUsd,
            mean.Solved,
            mean.CostUsd,
            Math.Sqrt(means.Average(each => Math.Pow(each.BillUsd - center, 2))));
    }
}
