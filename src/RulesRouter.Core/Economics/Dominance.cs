using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// Finds the options that a best chain may need. An option is dominated by another that costs no more and is no less likely right in any
/// scenario: replacing it never makes a chain more expensive. The replacement is impossible only where another member of the chain is, or
/// clashes with, the dominator; so an option with more dominators than the other members can exclude is in no best chain.
/// </summary>
internal sealed class Dominance
{
    private readonly ImmutableArray<AttemptOption> options;
    private readonly int[] order;
    private readonly double[] success;

    private Dominance(ImmutableArray<AttemptOption> options)
    {
        this.options = options;
        order = new int[options.Length];
        success = new double[options.Length];
        var cost = new double[options.Length];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
            cost[index] = Sum(options[index].CostUsd);
        }

        Array.Sort(cost, order);
        for (var place = 0; place < order.Length; place++)
        {
            success[place] = Sum(options[order[place]].Success);
            LikelierFirst(cost, place);
        }
    }

    /// <returns>Indices, in ascending order of mean cost; of equal cost the likelier right first.</returns>
    public static int[] Undominated(ChainProblem problem, ClashTable clashes, int longest)
    {
        var dominance = new Dominance(problem.Options);
        return Holds(problem) ? dominance.Undominated(new Dominators(clashes, longest - 1)) : dominance.order;
    }

    /// <summary>
    /// Dominators come first in the order. Options already dropped need no second look: their dominators dominate the option too.
    /// </summary>
    private int[] Undominated(Dominators dominators)
    {
        var kept = 0;
        for (var place = 0; place < order.Length; place++)
        {
            if (!IsDominated(place, kept, dominators))
            {
                (order[kept], success[kept]) = (order[place], success[place]);
                kept++;
            }
        }

        return order[..kept];
    }

    /// <summary>
    /// Moves the option at a place before those of the same cost that are less likely right, and before later ones that are as likely.
    /// </summary>
    private void LikelierFirst(double[] cost, int place)
    {
        for (; place > 0 && cost[place - 1] == cost[place] && IsLikelier(place, place - 1); place--)
        {
            (order[place - 1], order[place]) = (order[place], order[place - 1]);
            (success[place - 1], success[place]) = (success[place], success[place - 1]);
        }
    }

    private bool IsLikelier(int place, int than) =>
        success[place] > success[than] || (success[place] == success[than] && order[place] < order[than]);

    /// <summary>
    /// Edits can make a right answer cost more than a failure, and a verifier worse than chance can make a wrong one cheaper: then nothing
    /// dominates.
    /// </summary>
    private static bool Holds(ChainProblem problem)
    {
        foreach (var option in problem.Options)
        {
            if (option.EditsUsd != 0)
            {
                return false;
            }
        }

        return problem.Terms.FalseAccept + problem.Terms.FalseReject <= 1 && problem.Terms.WrongAcceptedUsd >= problem.Terms.UnsolvedUsd;
    }

    private bool IsDominated(int place, int kept, Dominators dominators)
    {
        var worse = options[order[place]];
        dominators.Of(order[place]);
        for (var better = 0; better < kept; better++)
        {
            if (success[better] >= success[place] && Dominates(options[order[better]], worse) && dominators.AreEnoughWith(order[better]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Dominates(AttemptOption better, AttemptOption worse) =>
        better.Answers == worse.Answers
        && better.WorstCaseUsd <= worse.WorstCaseUsd
        && ScenarioComparison.IsNowhereAbove(better.CostUsd.AsSpan(), worse.CostUsd.AsSpan())
        && (better.Success == worse.Success || ScenarioComparison.IsNowhereAbove(worse.Success.AsSpan(), better.Success.AsSpan()));

    private static double Sum(ImmutableArray<double> figures)
    {
        var sum = 0.0;
        foreach (var figure in figures)
        {
            sum += figure;
        }

        return sum;
    }
}
