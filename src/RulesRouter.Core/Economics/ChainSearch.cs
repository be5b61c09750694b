using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics;

/// <summary>
/// The chain of least expected total cost: exact, by branch and bound. Stopping after any attempt is allowed, so a longer chain is
/// found only where it pays.
/// </summary>
internal sealed class ChainSearch
{
    /// <summary>Chains visited before a search is cut short.</summary>
    public const int MaxVisited = 2_000_000;

    private const double Close = 1e-12;
    private readonly ChainProblem problem;
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

    private ChainSearch(ChainProblem problem)
    {
        this.problem = problem;
        longest = Math.Min(problem.Longest, problem.Options.Length);
        clashes = new ClashTable(problem.Options);
        considered = Dominance.Undominated(problem, clashes, longest);
        options = new OptionTable(problem, considered);
        bounds = new ContinuationBounds(options, problem.Weights.AsSpan(), longest - 1, problem.Terms.UnsolvedUsd);
        best = new BestChains(considered.Length);
        levels = [.. Enumerable.Range(0, longest).Select(_ => new Level(options))];
        scratch = new double[options.Scenarios];
        usd = options.Row();
        chain = new int[longest];
    }

    /// <summary>The last search of this thread: comparing two revisions poses most problems twice in a row.</summary>
    [ThreadStatic]
    private static (ChainProblem Problem, ChainSearchResult Found)? last;

    /// <exception cref="ArgumentException">An option lacks a success probability or a cost for some scenario.</exception>
    public static ChainSearchResult Best(ChainProblem problem)
    {
        if (last is var (asked, found) && asked.IsSame(problem))
        {
            return found;
        }

        found = Searched(problem);
        last = (problem, found);
        return found;
    }

    private static ChainSearchResult Searched(ChainProblem problem)
    {
        foreach (var option in problem.Options)
        {
            if (option.Success.Length != problem.Weights.Length || option.CostUsd.Length != problem.Weights.Length)
            {
                throw new ArgumentException(
                    $"`{option.Id}` holds {option.Success.Length} chances and {option.CostUsd.Length} costs for {problem.Weights.Length} scenarios");
            }
        }

        if (problem.Options.IsEmpty)
        {
            return new ChainSearchResult([], double.PositiveInfinity, [], double.PositiveInfinity, 0, 0, true);
        }

        var search = new ChainSearch(problem);
        search.Start();
        return search.Result();
    }

    private void Start()
    {
        var level = levels[0];
        problem.Weights.CopyTo(level.Reach);
        Array.Fill(level.Free, true);
        Extend(0);
    }

    /// <summary>
    /// Looks at every chain that goes on by one more option, then goes on behind those that may lead to a better one, likeliest first.
    /// </summary>
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

            if (!Fits(level, option))
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
        next.WorstCaseUsd = double.IsInfinity(problem.BudgetUsd) ? 0 : Usd.Sum(level.WorstCaseUsd, options.WorstCaseUsd(option));
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

    private bool Fits(Level level, int option) => double.IsInfinity(problem.BudgetUsd)
        || Usd.Sum(level.WorstCaseUsd, options.WorstCaseUsd(option)) <= problem.BudgetUsd;

    /// <summary>The state of the search after a number of attempts.</summary>
    private sealed class Level(OptionTable options)
    {
        public double[] Reach { get; } = new double[options.Scenarios];

        public bool[] Free { get; } = new bool[options.Count];

        /// <summary>By option, a lower bound on the cost of every chain that continues with it.</summary>
        public double[] Least { get; } = options.Row();

        public double[] Continued { get; } = options.Row();

        public int[] Order { get; } = new int[options.Count];

        public double SpentUsd { get; set; }

        public double WorstCaseUsd { get; set; }

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
}
