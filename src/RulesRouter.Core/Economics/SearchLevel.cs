namespace RulesRouter.Economics;

/// <summary>The state of a chain search after a number of attempts. Arrays may be longer than the search needs.</summary>
internal sealed class SearchLevel
{
    private double[] reach = [];
    private bool[] free = [];
    private double[] least = [];
    private double[] continued = [];
    private int[] order = [];

    /// <summary>P(the next attempt is reached and the scenario holds), per scenario.</summary>
    public double[] Reach => reach;

    /// <summary>By option, whether it may come next.</summary>
    public bool[] Free => free;

    /// <summary>By option, a lower bound on the cost of every chain that continues with it.</summary>
    public double[] Least => least;

    public double[] Continued => continued;

    public int[] Order => order;

    public double SpentUsd { get; set; }

    public double WorstCaseUsd { get; set; }

    /// <summary>Makes room for a search among these options.</summary>
    public void Clear(OptionTable options)
    {
        Buffers.Grow(ref reach, options.Scenarios);
        Buffers.Grow(ref free, options.Count);
        Buffers.Grow(ref least, options.Stride);
        Buffers.Grow(ref continued, options.Stride);
        Buffers.Grow(ref order, options.Count);
        (SpentUsd, WorstCaseUsd) = (0, 0);
    }

    /// <summary>Keeps the order ascending by bound; the earlier of two equal ones stays first.</summary>
    public void Insert(int option, int count)
    {
        var place = count;
        while (place > 0 && Least[Order[place - 1]] > Least[option])
        {
            Order[place] = Order[place - 1];
            place--;
        }

        Order[place] = option;
    }
}
