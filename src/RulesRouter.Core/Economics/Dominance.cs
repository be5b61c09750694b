using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>
/// Finds the options that a best chain may need. An option is dominated by another that costs no more and is no less likely right in any
/// scenario: replacing it never makes a chain more expensive. The replacement is impossible only where another member of the chain is, or
/// clashes with, the dominator; so an option with more dominators than the other members can exclude is in no best chain.
/// </summary>
internal sealed class Dominance
{
    /// <summary>Options compared at once.</summary>
    private const int Block = 4;

    private readonly Dominators dominators = new();
    private OptionColumns options = new();
    private int[] order = [];
    private int[] likelier = [];
    private double[] costs = [];
    private double[] rowSuccess = [];

    // Figures of the options at the first places of the order, padded to whole blocks.
    private double[] success = [];
    private double[] answers = [];
    private double[] worst = [];

    /// <returns>
    /// Indices, in ascending order of mean cost; of equal cost the likelier right first. Valid until the next call.
    /// </returns>
    public ReadOnlySpan<int> Undominated(OptionColumns columns, CostRule terms, int longest)
    {
        options = columns;
        Sort();
        if (!Holds(terms))
        {
            return order.AsSpan(0, options.Count);
        }

        dominators.Start(options.Clashes, longest - 1);
        return order.AsSpan(0, Undominated());
    }

    /// <summary>
    /// Dominators come first in the order. Options already dropped need no second look: their dominators dominate the option too.
    /// </summary>
    private int Undominated()
    {
        var kept = 0;
        for (var place = 0; place < options.Count; place++)
        {
            var option = order[place];
            if (IsDominated(place, kept))
            {
                continue;
            }

            (order[kept], success[kept]) = (option, success[place]);
            (answers[kept], worst[kept]) = (options.Answers[option], options.WorstCaseUsd[option]);
            kept++;
        }

        return kept;
    }

    private void Sort()
    {
        var padded = (options.Count + Block - 1) / Block * Block;
        Buffers.Grow(ref order, options.Count);
        Buffers.Grow(ref likelier, options.Count);
        Buffers.Grow(ref costs, options.Count);
        Buffers.Grow(ref success, padded);
        Buffers.Grow(ref answers, padded);
        Buffers.Grow(ref worst, padded);
        Buffers.Grow(ref rowSuccess, options.Rows);
        for (var row = 0; row < options.Rows; row++)
        {
            rowSuccess[row] = Sum(options.ChancesIn(row));
        }

        for (var option = 0; option < options.Count; option++)
        {
            order[option] = option;
            costs[option] = Sum(options.CostsOf(option));
        }

        costs.AsSpan(0, options.Count).Sort(order.AsSpan(0, options.Count));
        for (var place = 0; place < options.Count; place++)
        {
            success[place] = rowSuccess[options.RowOf[order[place]]];
            LikelierFirst(place);
        }
    }

    /// <summary>
    /// Moves the option at a place before those of the same cost that are less likely right, and before later ones that are as likely.
    /// </summary>
    private void LikelierFirst(int place)
    {
        for (; place > 0 && costs[place - 1] == costs[place] && IsLikelier(place, place - 1); place--)
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
    private bool Holds(CostRule terms) =>
        !options.HasEdits && terms.FalseAccept + terms.FalseReject <= 1 && terms.WrongAcceptedUsd >= terms.UnsolvedUsd;

    private bool IsDominated(int place, int kept)
    {
        var (worse, count) = (order[place], LikelierAsReliable(place, kept));
        dominators.Of(worse, count);
        foreach (var one in likelier.AsSpan(0, count))
        {
            if (IsCheaperAndLikelier(one, worse) && dominators.AreEnoughWith(one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Finds the kept options that are as likely right on average, answer as often and have no higher worst case.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int LikelierAsReliable(int place, int kept)
    {
        var (worse, count) = (order[place], 0);
        var likely = Vector256.Create(success[place]);
        var answering = Vector256.Create(options.Answers[worse]);
        var dear = Vector256.Create(options.WorstCaseUsd[worse]);
        for (var start = 0; start < kept; start += Block)
        {
            var better = (Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref success[start]), likely)
                & Vector256.Equals(Vector256.LoadUnsafe(ref answers[start]), answering)
                & Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref worst[start]), dear)).ExtractMostSignificantBits();
            better &= kept - start < Block ? (1u << (kept - start)) - 1 : uint.MaxValue;
            for (; better != 0; better &= better - 1)
            {
                likelier[count++] = order[start + BitOperations.TrailingZeroCount(better)];
            }
        }

        return count;
    }

    /// <summary>
    /// In every scenario, of an option that comes first in the order and is likelier on average: flat costs and ordered chances then need
    /// no second look.
    /// </summary>
    private bool IsCheaperAndLikelier(int better, int worse) =>
        (options.IsFlat || ScenarioComparison.IsNowhereAbove(options.CostsOf(better), options.CostsOf(worse)))
        && (options.IsOrdered
            || options.RowOf[better] == options.RowOf[worse]
            || ScenarioComparison.IsNowhereAbove(options.ChancesOf(worse), options.ChancesOf(better)));

    private static double Sum(ReadOnlySpan<double> figures)
    {
        var sum = 0.0;
        foreach (var figure in figures)
        {
            sum += figure;
        }

        return sum;
    }
}
