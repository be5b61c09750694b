using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// Which options a best chain may need. One is dominated by another that is no dearer and no less likely right in any scenario: put in
/// its place, the better one makes no chain dearer. The place is barred only where another member of the chain is, or clashes with,
/// the better one; so whoever has more such betters than a chain's other members can bar is needed in none.
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
    public static int[] Undominated(ChainProblem question, ClashTable clashes, int longest)
    {
        var dominance = new Dominance(question.Options);
        return Holds(question) ? dominance.Undominated(new Dominators(clashes, longest - 1)) : dominance.order;
    }

    /// <summary>Whoever dominates stands before. Those who are needed in no chain need not be looked at again: who dominates them dominates the option too.</summary>
    private int[] Undominated(Dominators betters)
    {
        var kept = 0;
        for (var place = 0; place < order.Length; place++)
        {
            if (!IsDominated(place, kept, betters))
            {
                (order[kept], success[kept]) = (order[place], success[place]);
                kept++;
            }
        }

        return order[..kept];
    }

    /// <summary>Moves the option at a place before those of the same cost that are less likely right, and before later ones that are as likely.</summary>
    private void LikelierFirst(double[] cost, int place)
    {
        for (; place > 0 && cost[place - 1] == cost[place] && IsLikelier(place, place - 1); place--)
        {
            (order[place - 1], order[place]) = (order[place], order[place - 1]);
            (success[place - 1], success[place]) = (success[place], success[place - 1]);
        }
    }

    private bool IsLikelier(int place, int than) => success[place] > success[than] || (success[place] == success[than] && order[place] < order[than]);

    /// <summary>Edits can make a right answer dearer than a failure, and a verifier worse than chance a wrong one cheaper: then nothing dominates.</summary>
    private static bool Holds(ChainProblem question)
    {
        foreach (var option in question.Options)
        {
            if (option.EditsUsd != 0)
            {
                return false;
            }
        }

        return question.Terms.FalseAccept + question.Terms.FalseReject <= 1 && question.Terms.WrongAcceptedUsd >= question.Terms.UnsolvedUsd;
    }

    private bool IsDominated(int place, int kept, Dominators betters)
    {
        var worse = options[order[place]];
        betters.Of(order[place]);
        for (var better = 0; better < kept; better++)
        {
            if (success[better] >= success[place] && Dominates(options[order[better]], worse) && betters.AreEnoughWith(order[better]))
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
