using RulesRouter.Policies;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>The cost of a chain on a past task, as the expectation over the verifier's verdicts.</summary>
/// <param name="BillUsd">US dollars of runs and verifier, plus the cost of unsolved tasks.</param>
/// <param name="Solved">P(a correct answer was accepted).</param>
/// <param name="CostUsd">US dollars of runs and verifier.</param>
internal readonly record struct ChainBill(double BillUsd, double Solved, double CostUsd)
{
    public static ChainBill Of(ChainTask task, ReadOnlySpan<int> chain, CostRule terms)
    {
        var (reach, cost, solved, wrong) = (1.0, 0.0, 0.0, 0.0);
        foreach (var model in chain)
        {
            var right = reach * task.Success[model];
            cost += reach * (task.CostUsd[model] + terms.VerifyUsd);
            solved += right * (1 - terms.FalseReject);
            wrong += (reach - right) * terms.FalseAccept;
            reach = (right * terms.FalseReject) + ((reach - right) * (1 - terms.FalseAccept));
        }

        return new ChainBill(cost + (wrong * terms.WrongAcceptedUsd) + (reach * terms.UnsolvedUsd), solved, cost);
    }

    public static ChainBill Mean(IReadOnlyCollection<ChainBill> bills) => bills.Count == 0
        ? default
        : new ChainBill(bills.Average(bill => bill.BillUsd), bills.Average(bill => bill.Solved), bills.Average(bill => bill.CostUsd));
}
