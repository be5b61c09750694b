using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

/// <summary>Every possible chain with its cost by the plain formula: a tree of events, without bounds or sharing.</summary>
internal static class BruteForce
{
    public static IEnumerable<int[]> Chains(ChainProblem problem) => Extend(problem, []);

    public static double Best(ChainProblem problem) =>
        Chains(problem).Select(chain => Cost(problem, chain)).DefaultIfEmpty(double.PositiveInfinity).Min();

    public static double Cost(ChainProblem problem, int[] chain) =>
        problem.Weights.Select((weight, scenario) => weight * Outcome(problem, chain, 0, scenario)).Sum();

    private static IEnumerable<int[]> Extend(ChainProblem problem, int[] chain)
    {
        if (chain.Length > 0)
        {
            yield return chain;
        }

        for (var next = 0; chain.Length < problem.Longest && next < problem.Options.Length; next++)
        {
            int[] longer = [.. chain, next];
            var keys = longer.SelectMany(index => problem.Options[index].ClashKeys).ToList();
            if (!chain.Contains(next)
                && keys.Distinct().Count() == keys.Count
                && longer.Sum(index => problem.Options[index].WorstCaseUsd) <= problem.BudgetUsd)
            {
                foreach (var found in Extend(problem, longer))
                {
                    yield return found;
                }
            }
        }
    }

    private static double Outcome(ChainProblem problem, int[] chain, int at, int scenario)
    {
        if (at == chain.Length)
        {
            return problem.Terms.UnsolvedUsd;
        }

        var option = problem.Options[chain[at]];
        var terms = problem.Terms;
        var goesOn = Outcome(problem, chain, at + 1, scenario);
        var right = ((1 - terms.FalseReject) * option.EditsUsd) + (terms.FalseReject * goesOn);
        var wrong = (terms.FalseAccept * terms.WrongAcceptedUsd) + ((1 - terms.FalseAccept) * goesOn);
        var answered = option.CostUsd[scenario] + terms.VerifyUsd + (option.Success[scenario] * right) + (
            (1 - option.Success[scenario]) * wrong);
        return (option.Answers * answered) + ((1 - option.Answers) * goesOn);
    }
}
