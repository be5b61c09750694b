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
    private readonly ClashTable clashes;
    private readonly int[] order;
    private readonly double[] success;

    private Dominance(ImmutableArray<AttemptOption> options, ClashTable clashes)
    {
        this.options = options;
        this.clashes = clashes;
        var cost = options.Select(option => Sum(option.CostUsd)).ToArray();
        var likely = options.Select(option => Sum(option.Success)).ToArray();
        order = [.. Enumerable.Range(0, options.Length)];
        Array.Sort(order, BetterFirst);
        success = [.. order.Select(index => likely[index])];

        // Who dominates is no dearer on the whole and no less likely right, so it stands before.
        int BetterFirst(int one, int other)
        {
            var byCost = cost[one].CompareTo(cost[other]);
            var bySuccess = byCost != 0 ? byCost : likely[other].CompareTo(likely[one]);
            return bySuccess != 0 ? bySuccess : one.CompareTo(other);
        }
    }

    /// <returns>Indices, in ascending order of mean cost; of equal cost the likelier right first.</returns>
    public static int[] Undominated(ChainQuestion question, ClashTable clashes, int longest)
    {
        var dominance = new Dominance(question.Options, clashes);
        if (!Holds(question))
        {
            return dominance.order;
        }

        // Of betters that clash with none of each other a member bars one, or one per key it has.
        var enough = (Math.Max(1, clashes.MostKeys) * (longest - 1)) + 1;
        Span<int> apart = stackalloc int[enough];
        var kept = new List<int>(dominance.order.Length);
        for (var place = 0; place < dominance.order.Length; place++)
        {
            if (!dominance.IsDominated(place, apart))
            {
                kept.Add(dominance.order[place]);
            }
        }

        return [.. kept];
    }

    /// <summary>Edits can make a right answer dearer than a failure, and a verifier worse than chance a wrong one cheaper: then nothing dominates.</summary>
    private static bool Holds(ChainQuestion question)
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

    private bool IsDominated(int place, Span<int> apart)
    {
        var (index, found) = (order[place], 0);
        for (var before = 0; before < place; before++)
        {
            if (success[before] < success[place] || !Dominates(options[order[before]], options[index]))
            {
                continue;
            }

            var better = order[before];

            // Nobody bars it who would not have barred the worse one too.
            if (clashes.IsBarredOnlyWith(better, index))
            {
                return true;
            }

            if (!ClashesWithAny(better, apart[..found]))
            {
                apart[found++] = better;
            }

            if (found == apart.Length)
            {
                return true;
            }
        }

        return false;
    }

    private bool ClashesWithAny(int option, ReadOnlySpan<int> others)
    {
        foreach (var other in others)
        {
            if (clashes.Clash(option, other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Dominates(AttemptOption better, AttemptOption worse)
    {
        if (better.Answers != worse.Answers || better.WorstCaseUsd > worse.WorstCaseUsd)
        {
            return false;
        }

        for (var at = 0; at < better.CostUsd.Length; at++)
        {
            if (better.CostUsd[at] > worse.CostUsd[at] || better.Success[at] < worse.Success[at])
            {
                return false;
            }
        }

        return true;
    }

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
