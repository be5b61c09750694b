using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

/// <summary>Every chain there is, and its cost written down as the formula stands: a tree of what may happen, no bounds, no sharing.</summary>
internal static class BruteForce
{
    public static IEnumerable<int[]> Chains(ChainProblem question) => Extend(question, []);

    public static double Best(ChainProblem question) => Chains(question).Select(chain => Cost(question, chain)).DefaultIfEmpty(double.PositiveInfinity).Min();

    public static double Cost(ChainProblem question, int[] chain) =>
        question.Weights.Select((weight, scenario) => weight * Outcome(question, chain, 0, scenario)).Sum();

    private static IEnumerable<int[]> Extend(ChainProblem question, int[] chain)
    {
        if (chain.Length > 0)
        {
            yield return chain;
        }

        for (var next = 0; chain.Length < question.Longest && next < question.Options.Length; next++)
        {
            int[] longer = [.. chain, next];
            var keys = longer.SelectMany(index => question.Options[index].ClashKeys).ToList();
            if (!chain.Contains(next) && keys.Distinct().Count() == keys.Count && longer.Sum(index => question.Options[index].WorstCaseUsd) <= question.BudgetUsd)
            {
                foreach (var found in Extend(question, longer))
                {
                    yield return found;
                }
            }
        }
    }

    private static double Outcome(ChainProblem question, int[] chain, int at, int scenario)
    {
        if (at == chain.Length)
        {
            return question.Terms.UnsolvedUsd;
        }

        var option = question.Options[chain[at]];
        var terms = question.Terms;
        var goesOn = Outcome(question, chain, at + 1, scenario);
        var right = ((1 - terms.FalseReject) * option.EditsUsd) + (terms.FalseReject * goesOn);
        var wrong = (terms.FalseAccept * terms.WrongAcceptedUsd) + ((1 - terms.FalseAccept) * goesOn);
        var answered = option.CostUsd[scenario] + terms.VerifyUsd + (option.Success[scenario] * right) + ((1 - option.Success[scenario]) * wrong);
        return (option.Answers * answered) + ((1 - option.Answers) * goesOn);
    }
}
