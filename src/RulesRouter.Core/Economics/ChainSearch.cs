using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// The chain of least expected total cost: exact, by branch and bound. Giving up after any attempt is allowed, so a longer chain is
/// found only where it pays.
/// </summary>
public sealed class ChainSearch
{
    /// <summary>Chains looked at before a search is cut short.</summary>
    public const int MaxVisited = 2_000_000;

    private const double Close = 1e-12;
    private readonly ChainProblem question;
    private readonly int[] considered;
    private readonly int longest;
    private readonly ClashTable clashes;
    private readonly OptionTable options;
    private readonly ContinuationBounds bounds;
    private readonly BestChains best;
    private readonly Level[] levels;
    private readonly double[] scratch;
    private readonly double[] usd;
    private readonly int[] chain;
    private int visited;

    private ChainSearch(ChainProblem question)
    {
        this.question = question;
        longest = Math.Min(question.Longest, question.Options.Length);
        clashes = new ClashTable(question.Options);
        considered = Dominance.Undominated(question, clashes, longest);
        options = new OptionTable(question, considered);
        bounds = new ContinuationBounds(options, question.Weights.AsSpan(), longest - 1, question.Terms.UnsolvedUsd);
        best = new BestChains(considered.Length);
        levels = [.. Enumerable.Range(0, longest).Select(_ => new Level(options))];
        scratch = new double[options.Scenarios];
        usd = options.Row();
        chain = new int[longest];
    }

    /// <summary>The last search of this thread. Whoever compares two revisions asks most questions twice in a row.</summary>
    [ThreadStatic]
    private static (ChainProblem Question, ChainSearchResult Found)? last;

    /// <exception cref="ArgumentException">An option does not hold a chance and a cost per scenario.</exception>
    public static ChainSearchResult Best(ChainProblem question)
    {
        if (last is var (asked, found) && asked.IsSame(question))
        {
            return found;
        }

        found = Searched(question);
        last = (question, found);
        return found;
    }

    private static ChainSearchResult Searched(ChainProblem question)
    {
        foreach (var option in question.Options)
        {
            if (option.Success.Length != question.Weights.Length || option.CostUsd.Length != question.Weights.Length)
            {
                throw new ArgumentException($"`{option.Id}` holds {option.Success.Length} chances and {option.CostUsd.Length} costs for {question.Weights.Length} scenarios");
            }
        }

        if (question.Options.IsEmpty)
        {
            return new ChainSearchResult([], double.PositiveInfinity, [], double.PositiveInfinity, 0, 0, true);
        }

        var search = new ChainSearch(question);
        search.Start();
        return search.Result();
    }

    private void Start()
    {
        var level = levels[0];
        question.Weights.CopyTo(level.Reach);
        Array.Fill(level.Free, true);
        Extend(0);
    }

    /// <summary>Looks at every chain that goes on by one more option, then goes on behind those that may lead to a better one, likeliest first.</summary>
    private void Extend(int depth)
    {
        var level = levels[depth];
        Offer(depth, level);
        if (depth + 1 == longest || visited >= MaxVisited)
        {
            return;
        }

        foreach (var option in Promising(depth, level))
        {
            if (level.Least[option] < best.ToUndercut(depth == 0 ? option : chain[0]) - Close)
            {
                Descend(depth, option);
            }
        }
    }

    private void Offer(int depth, Level level)
    {
        options.Close(level.Reach, usd);
        for (var option = 0; option < level.Free.Length; option++)
        {
            if (!level.Free[option])
            {
                continue;
            }

            if (level.WorstCaseUsd + options.WorstCaseUsd(option) > question.BudgetUsd)
            {
                level.Free[option] = false;
                continue;
            }

            visited++;
            chain[depth] = option;
            best.Offer(chain.AsSpan(0, depth + 1), level.SpentUsd + usd[option]);
        }
    }

    /// <summary>Options behind which the bound leaves room for a better chain, in ascending order of the bound.</summary>
    private Span<int> Promising(int depth, Level level)
    {
        options.Spend(level.Reach, level.Least);
        options.GoOn(level.Reach, bounds.After(longest - depth - 1), scratch, level.Continued);
        var count = 0;
        for (var option = 0; option < considered.Length; option++)
        {
            level.Least[option] += level.SpentUsd + level.Continued[option];
            if (level.Free[option] && level.Least[option] < best.ToUndercut(depth == 0 ? option : chain[0]) - Close)
            {
                level.Insert(option, count++);
            }
        }

        return level.Order.AsSpan(0, count);
    }

    private void Descend(int depth, int option)
    {
        var (level, next) = (levels[depth], levels[depth + 1]);
        chain[depth] = option;
        var spent = 0.0;
        for (var scenario = 0; scenario < options.Scenarios; scenario++)
        {
            spent += level.Reach[scenario] * options.Spends(option, scenario);
            next.Reach[scenario] = level.Reach[scenario] * options.GoesOn(option, scenario);
        }

        next.SpentUsd = level.SpentUsd + spent;
        next.WorstCaseUsd = level.WorstCaseUsd + options.WorstCaseUsd(option);
        for (var other = 0; other < considered.Length; other++)
        {
            next.Free[other] = level.Free[other] && other != option && !clashes.Clash(considered[option], considered[other]);
        }

        Extend(depth + 1);
    }

    private ChainSearchResult Result()
    {
        var (first, second) = best.Ranked();
        return new ChainSearchResult(
            Named(first.Chain),
            first.Usd,
            Named(second.Chain),
            second.Usd,
            visited,
            considered.Length,
            visited < MaxVisited);
    }

    private ImmutableArray<int> Named(int[] found) => [.. found.Select(option => considered[option])];

    /// <summary>Where the search stands after so many attempts.</summary>
    private sealed class Level(OptionTable options)
    {
        public double[] Reach { get; } = new double[options.Scenarios];

        public bool[] Free { get; } = new bool[options.Count];

        /// <summary>By option, below what no chain goes that goes on with it.</summary>
        public double[] Least { get; } = options.Row();

        public double[] Continued { get; } = options.Row();

        public int[] Order { get; } = new int[options.Count];

        public double SpentUsd { get; set; }

        public double WorstCaseUsd { get; set; }

        /// <summary>Keeps the order ascending by bound; of equal ones who came first stays first.</summary>
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
}
