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

    /// <summary>All options in the order of the last problem: a thread's problems are mostly alike.</summary>
    private int[] sorted = [];
    private int sortedCount;
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
        Buffers.Grow(ref sorted, options.Count);
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

        StartAsBefore();
        var all = order.AsSpan(0, options.Count);
        for (var place = 0; place < all.Length; place++)
        {
            success[place] = rowSuccess[options.RowOf[all[place]]];
            Insert(place);
        }

        all.CopyTo(sorted);
        sortedCount = all.Length;
    }

    /// <summary>Fills the order and its costs from the last order, and sorts by cost where that is far from it.</summary>
    private void StartAsBefore()
    {
        var all = order.AsSpan(0, options.Count);
        var isOther = sortedCount != all.Length;
        for (var place = 0; place < all.Length; place++)
        {
            all[place] = isOther ? place : sorted[place];
        }

        var descents = 0;
        for (var place = 0; place < all.Length; place++)
        {
            costs[place] = Sum(options.CostsOf(all[place]));
            descents += place > 0 && costs[place] < costs[place - 1] ? 1 : 0;
        }

        if (isOther || descents > all.Length / Block)
        {
            costs.AsSpan(0, all.Length).Sort(all);
        }
    }

    /// <summary>
    /// Moves the option at a place before those that cost more, those of the same cost that are less likely right, and later ones that are
    /// as likely: the order does not depend on the one before.
    /// </summary>
    private void Insert(int place)
    {
        var (option, cost, likely) = (order[place], costs[place], success[place]);
        for (; place > 0 && ComesBefore(place - 1); place--)
        {
            (order[place], costs[place], success[place]) = (order[place - 1], costs[place - 1], success[place - 1]);
        }

        (order[place], costs[place], success[place]) = (option, cost, likely);

        bool ComesBefore(int other) => cost != costs[other]
            ? cost < costs[other]
            : likely > success[other] || (likely == success[other] && option < order[other]);
    }

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
