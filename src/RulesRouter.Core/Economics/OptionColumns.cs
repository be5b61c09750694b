using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// The options of a chain search in columns, which are filled again for every search. Options with the same chances share a row of them.
/// </summary>
internal sealed class OptionColumns
{
    private double[] chances = [];
    private double[] costs = [];
    private double[] answers = [];
    private double[] edits = [];
    private double[] worst = [];
    private int[] rows = [];
    private int costWidth;

    public int Count { get; private set; }

    public int Rows { get; private set; }

    public int Scenarios { get; private set; }

    /// <summary>Some right answer needs edits that cost something.</summary>
    public bool HasEdits { get; private set; }

    /// <summary>An option costs the same in every scenario.</summary>
    public bool IsFlat => costWidth == 1;

    /// <summary>Of any two rows of chances, one is nowhere below the other.</summary>
    public bool IsOrdered { get; private set; }

    public ClashTable Clashes { get; } = new();

    /// <summary>P(it answers at all), by option.</summary>
    public ReadOnlySpan<double> Answers => answers.AsSpan(0, Count);

    /// <summary>US dollars of edits to a right answer, by option.</summary>
    public ReadOnlySpan<double> EditsUsd => edits.AsSpan(0, Count);

    /// <summary>US dollars at most, by option.</summary>
    public ReadOnlySpan<double> WorstCaseUsd => worst.AsSpan(0, Count);

    /// <summary>By option, its row of chances.</summary>
    public ReadOnlySpan<int> RowOf => rows.AsSpan(0, Count);

    /// <param name="isFlat">Whether every option costs the same in every scenario.</param>
    /// <param name="isOrdered">Whether of any two rows of chances one is nowhere below the other.</param>
    /// <param name="maxKinds">The most keys that an option has.</param>
    /// <param name="maxOptions">The most options that are added.</param>
    public void Clear(int scenarios, bool isFlat, bool isOrdered, int maxKinds, int maxOptions)
    {
        IsOrdered = isOrdered;
        (Count, Rows, Scenarios, HasEdits) = (0, 0, scenarios, false);
        costWidth = isFlat ? 1 : scenarios;
        Buffers.Grow(ref costs, maxOptions * costWidth);
        Buffers.Grow(ref answers, maxOptions);
        Buffers.Grow(ref edits, maxOptions);
        Buffers.Grow(ref worst, maxOptions);
        Buffers.Grow(ref rows, maxOptions);
        Clashes.Clear(maxKinds, maxOptions);
    }

    /// <summary>Room for the chances of one or more options, per scenario; the last row.</summary>
    public Span<double> AddRow()
    {
        var from = Rows++ * Scenarios;
        Buffers.Grow(ref chances, from + Scenarios);
        return chances.AsSpan(from, Scenarios);
    }

    /// <param name="costUsd">One figure if costs are flat, else one per scenario.</param>
    /// <param name="row">Of its chances.</param>
    /// <param name="keys">A number per kind, <see cref="ClashTable.None"/> where it has none.</param>
    public void Add(ReadOnlySpan<double> costUsd, int row, double answered, double editsUsd, double worstCaseUsd, ReadOnlySpan<int> keys)
    {
        var option = Count++;
        costUsd.CopyTo(costs.AsSpan(option * costWidth, costWidth));
        (answers[option], edits[option], worst[option], rows[option]) = (answered, editsUsd, worstCaseUsd, row);
        HasEdits |= editsUsd != 0;
        Clashes.Add(keys);
    }

    /// <summary>P(its answer is right), per scenario.</summary>
    public ReadOnlySpan<double> ChancesOf(int option) => ChancesIn(rows[option]);

    public ReadOnlySpan<double> ChancesIn(int row) => chances.AsSpan(row * Scenarios, Scenarios);

    /// <summary>US dollars of an answered attempt: one figure if costs are flat, else one per scenario.</summary>
    public ReadOnlySpan<double> CostsOf(int option) => costs.AsSpan(option * costWidth, costWidth);

    /// <summary>Whether others are the same, figure by figure.</summary>
    public bool IsSame(OptionColumns other) =>
        Count == other.Count
        && Rows == other.Rows
        && Scenarios == other.Scenarios
        && costWidth == other.costWidth
        && costs.AsSpan(0, Count * costWidth).SequenceEqual(other.costs.AsSpan(0, Count * costWidth))
        && chances.AsSpan(0, Rows * Scenarios).SequenceEqual(other.chances.AsSpan(0, Rows * Scenarios))
        && WorstCaseUsd.SequenceEqual(other.WorstCaseUsd)
        && Answers.SequenceEqual(other.Answers)
        && EditsUsd.SequenceEqual(other.EditsUsd)
        && RowOf.SequenceEqual(other.RowOf)
        && Clashes.IsSame(other.Clashes);

    /// <summary>Fills the columns with options, each with a row of its own.</summary>
    /// <exception cref="ArgumentException">An option lacks a success probability or a cost for some scenario.</exception>
    public void Fill(ImmutableArray<AttemptOption> options, int scenarios)
    {
        var maxKinds = options.IsEmpty ? 0 : options.Max(option => option.ClashKeys.Length);
        Clear(scenarios, isFlat: false, isOrdered: false, maxKinds, options.Length);
        var numbers = new Dictionary<(int Kind, string Key), int>();
        foreach (var option in options)
        {
            if (option.Success.Length != scenarios || option.CostUsd.Length != scenarios)
            {
                throw new ArgumentException(
                    $"`{option.Id}` holds {option.Success.Length} chances and {option.CostUsd.Length} costs for {scenarios} scenarios");
            }

            option.Success.CopyTo(AddRow());
            Add(
                option.CostUsd.AsSpan(),
                Rows - 1,
                option.Answers,
                option.EditsUsd,
                option.WorstCaseUsd,
                [.. option.ClashKeys.Select((key, kind) => key.Length == 0 ? ClashTable.None : NumberOf((kind, key)))]);
        }

        int NumberOf((int Kind, string Key) key)
        {
            numbers.TryAdd(key, numbers.Count);
            return numbers[key];
        }
    }
}
