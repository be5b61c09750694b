using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics;

/// <summary>
/// The chain of least expected total cost: exact, by branch and bound. Stopping after any attempt is allowed, so a longer chain is
/// found only where it pays. A thread searches with the same buffers again.
/// </summary>
internal sealed class ChainSearch
{
    /// <summary>Chains visited before a search is cut short.</summary>
    public const int MaxVisited = 2_000_000;

    private const double Close = 1e-12;

    [ThreadStatic]
    private static ChainSearch? ofThread;

    private readonly Dominance dominance = new();
    private readonly OptionTable options = new();
    private readonly ContinuationBounds bounds = new();
    private readonly BestChains best = new();
    private readonly List<SearchLevel> levels = [];
    private OptionColumns columns = new();
    private ChainQuestion question;
    private int[] considered = [];
    private int longest;
    private double[] scratch = [];
    private double[] usd = [];
    private int[] chain = [];
    private int visited;

    /// <summary>The last search: comparing two revisions poses most problems twice in a row.</summary>
    private OptionColumns lastColumns = new();
    private ChainSearchResult? last;

    /// <summary>Columns to fill for the next search of this thread; they are valid until it asks for others.</summary>
    public static OptionColumns Columns() => (ofThread ??= new ChainSearch()).columns;

    /// <exception cref="ArgumentException">An option lacks a success probability or a cost for some scenario.</exception>
    public static ChainSearchResult Best(ChainProblem problem)
    {
        Columns().Fill(problem.Options, problem.Weights.Length);
        return Best(problem.Question);
    }

    /// <summary>The same for the options in <see cref="Columns"/>.</summary>
    public static ChainSearchResult Best(in ChainQuestion question)
    {
        var search = ofThread ??= new ChainSearch();
        if (search.last is { } known && search.question.IsSame(question) && search.lastColumns.IsSame(search.columns))
        {
            return known;
        }

        (search.question, search.last) = (question, null);
        search.last = search.Searched();
        (search.columns, search.lastColumns) = (search.lastColumns, search.columns);
        return search.last;
    }

    private ChainSearchResult Searched()
    {
        if (columns.Count == 0)
        {
            return new ChainSearchResult([], double.PositiveInfinity, [], double.PositiveInfinity, 0, 0, true);
        }

        Prepare();
        Start();
        return Result();
    }

    private void Prepare()
    {
        longest = Math.Min(question.Longest, columns.Count);
        var undominated = dominance.Undominated(columns, question.Terms, longest);
        Buffers.Grow(ref considered, undominated.Length);
        undominated.CopyTo(considered);
        options.Fill(columns, question.Terms, undominated);
        bounds.Fill(options, question.Weights.AsSpan(), longest - 1, question.Terms.UnsolvedUsd);
        best.Clear(options.Count, longest);
        Buffers.Grow(ref scratch, options.Scenarios);
        Buffers.Grow(ref usd, options.Stride);
        Buffers.Grow(ref chain, longest);
        for (var depth = 0; depth < longest; depth++)
        {
            if (depth == levels.Count)
            {
                levels.Add(new SearchLevel());
            }

            levels[depth].Clear(options);
        }

        visited = 0;
    }

    private void Start()
    {
        var level = levels[0];
        question.Weights.AsSpan().CopyTo(level.Reach);
        level.Free.AsSpan(0, options.Count).Fill(true);
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

    private void Offer(int depth, SearchLevel level)
    {
        options.Close(level.Reach.AsSpan(0, options.Scenarios), usd.AsSpan(0, options.Stride));
        for (var option = 0; option < options.Count; option++)
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
    private Span<int> Promising(int depth, SearchLevel level)
    {
        var reach = level.Reach.AsSpan(0, options.Scenarios);
        options.Spend(reach, level.Least.AsSpan(0, options.Stride));
        options.GoOn(
            reach,
            bounds.After(longest - depth - 1),
            scratch.AsSpan(0, options.Scenarios),
            level.Continued.AsSpan(0, options.Stride));
        var count = 0;
        for (var option = 0; option < options.Count; option++)
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
        next.WorstCaseUsd = double.IsInfinity(question.BudgetUsd) ? 0 : Usd.Sum(level.WorstCaseUsd, options.WorstCaseUsd(option));
        for (var other = 0; other < options.Count; other++)
        {
            next.Free[other] = level.Free[other]
                && other != option
                && !columns.Clashes.Clash(considered[option], considered[other]);
        }

        Extend(depth + 1);
    }

    private ChainSearchResult Result()
    {
        var (first, second) = best.Ranked();
        return new ChainSearchResult(
            Named(best.ChainOf(first)),
            best.UsdOf(first),
            Named(best.ChainOf(second)),
            best.UsdOf(second),
            visited,
            options.Count,
            visited < MaxVisited);
    }

    private ImmutableArray<int> Named(ReadOnlySpan<int> found)
    {
        var named = ImmutableArray.CreateBuilder<int>(found.Length);
        foreach (var option in found)
        {
            named.Add(considered[option]);
        }

        return named.MoveToImmutable();
    }

    private bool Fits(SearchLevel level, int option) => double.IsInfinity(question.BudgetUsd)
        || Usd.Sum(level.WorstCaseUsd, options.WorstCaseUsd(option)) <= question.BudgetUsd;
}
