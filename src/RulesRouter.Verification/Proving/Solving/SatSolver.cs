using System.Runtime.InteropServices;

namespace RulesRouter.Verification.Proving.Solving;

/// <summary>
/// Decides propositional clauses by conflict-driven clause learning (two watched literals, first unique implication point, activity
/// ordering, Luby restarts), incrementally and under assumptions. Deterministic. A literal is a variable's number, from 1, or its negative.
/// </summary>
internal sealed class SatSolver
{
    private const double Decay = 0.95;
    private const int RestartUnit = 64;

    private readonly List<List<int[]>> watches = [[], []];
    private readonly List<sbyte> values = [0];
    private readonly List<bool> phases = [false];
    private readonly List<int> levels = [0];
    private readonly List<int[]?> reasons = [null];
    private readonly List<bool> seen = [false];
    private readonly List<int> trail = [];
    private readonly List<int> levelStarts = [];
    private readonly ActivityHeap order = new();
    private bool[] model = [];
    private int propagated;
    private bool contradictory;

    public int VariableCount => values.Count - 1;

    public int NewVariable()
    {
        values.Add(0);
        phases.Add(false);
        levels.Add(0);
        reasons.Add(null);
        seen.Add(false);
        watches.Add([]);
        watches.Add([]);
        order.Add(VariableCount);
        return VariableCount;
    }

    /// <summary>May be called between searches; learned clauses stay valid.</summary>
    public void AddClause(params ReadOnlySpan<int> literals)
    {
        Backtrack(0);
        var kept = new List<int>(literals.Length);
        foreach (var literal in literals)
        {
            if (Value(literal) > 0 || kept.Contains(-literal))
            {
                return;
            }

            if (Value(literal) == 0 && !kept.Contains(literal))
            {
                kept.Add(literal);
            }
        }

        switch (kept.Count)
        {
            case 0:
                contradictory = true;
                break;
            case 1:
                Assign(kept[0], null);
                contradictory |= Propagate() is not null;
                break;
            default:
                Watch([.. kept]);
                break;
        }
    }

    /// <param name="conflicts">Maximum conflicts before the search stops.</param>
    public SearchOutcome Solve(ReadOnlySpan<int> assumptions, long conflicts)
    {
        Backtrack(0);
        if (contradictory)
        {
            return SearchOutcome.Unsatisfiable;
        }

        var outcome = Search(assumptions, conflicts);
        if (outcome == SearchOutcome.Satisfiable)
        {
            model = [.. CollectionsMarshal.AsSpan(values).ToArray().Select(value => value > 0)];
        }

        Backtrack(0);
        return outcome;
    }

    /// <summary>A literal's value in the last model. Variables created since then are false.</summary>
    public bool IsTrue(int literal) => Math.Abs(literal) < model.Length ? model[Math.Abs(literal)] == literal > 0 : literal < 0;

    private SearchOutcome Search(ReadOnlySpan<int> assumptions, long budget)
    {
        long conflicts = 0;
        var restarts = 1;
        var untilRestart = RestartUnit * Luby(restarts);
        while (true)
        {
            if (Propagate() is { } conflict)
            {
                if (levelStarts.Count == 0)
                {
                    contradictory = true;
                    return SearchOutcome.Unsatisfiable;
                }

                Learn(conflict);
                order.Decay(Decay);
                untilRestart--;
                if (++conflicts > budget)
                {
                    return SearchOutcome.BudgetExhausted;
                }

                continue;
            }

            if (untilRestart <= 0)
            {
                untilRestart = RestartUnit * Luby(++restarts);
                Backtrack(0);
                continue;
            }

            if (levelStarts.Count < assumptions.Length)
            {
                var assumption = assumptions[levelStarts.Count];
                if (Value(assumption) < 0)
                {
                    return SearchOutcome.Unsatisfiable;
                }

                levelStarts.Add(trail.Count);
                if (Value(assumption) == 0)
                {
                    Assign(assumption, null);
                }

                continue;
            }

            if (NextUnassigned() is not { } variable)
            {
                return SearchOutcome.Satisfiable;
            }

            levelStarts.Add(trail.Count);
            Assign(phases[variable] ? variable : -variable, null);
        }
    }

    private int? NextUnassigned()
    {
        while (order.TryTake(out var variable))
        {
            if (values[variable] == 0)
            {
                return variable;
            }
        }

        return null;
    }

    /// <summary>The clause that became false; null if none.</summary>
    private int[]? Propagate()
    {
        while (propagated < trail.Count)
        {
            var literal = -trail[propagated++];
            var watching = watches[Index(literal)];
            var kept = 0;
            for (var at = 0; at < watching.Count; at++)
            {
                var clause = watching[at];
                if (clause[0] == literal)
                {
                    (clause[0], clause[1]) = (clause[1], clause[0]);
                }

                if (Value(clause[0]) > 0)
                {
                    watching[kept++] = clause;
                    continue;
                }

                if (FindWatch(clause))
                {
                    watches[Index(clause[1])].Add(clause);
                    continue;
                }

                watching[kept++] = clause;
                if (Value(clause[0]) < 0)
                {
                    while (++at < watching.Count)
                    {
                        watching[kept++] = watching[at];
                    }

                    watching.RemoveRange(kept, watching.Count - kept);
                    return clause;
                }

                Assign(clause[0], clause);
            }

            watching.RemoveRange(kept, watching.Count - kept);
        }

        return null;
    }

    private bool FindWatch(int[] clause)
    {
        for (var at = 2; at < clause.Length; at++)
        {
            if (Value(clause[at]) >= 0)
            {
                (clause[1], clause[at]) = (clause[at], clause[1]);
                return true;
            }
        }

        return false;
    }

    private void Learn(int[] conflict)
    {
        var learned = new List<int> { 0 };
        var pending = 0;
        var at = trail.Count;
        var literal = 0;
        var clause = conflict;
        do
        {
            foreach (var other in clause)
            {
                var variable = Math.Abs(other);
                if (other == literal || seen[variable] || levels[variable] == 0)
                {
                    continue;
                }

                seen[variable] = true;
                order.Bump(variable);
                if (levels[variable] == levelStarts.Count)
                {
                    pending++;
                }
                else
                {
                    learned.Add(other);
                }
            }

            do
            {
                literal = trail[--at];
            }
            while (!seen[Math.Abs(literal)]);

            clause = reasons[Math.Abs(literal)] ?? [];
            seen[Math.Abs(literal)] = false;
            pending--;
        }
        while (pending > 0);

        learned[0] = -literal;
        foreach (var other in learned)
        {
            seen[Math.Abs(other)] = false;
        }

        var back = 0;
        for (var index = 1; index < learned.Count; index++)
        {
            if (levels[Math.Abs(learned[index])] > back)
            {
                back = levels[Math.Abs(learned[index])];
                (learned[1], learned[index]) = (learned[index], learned[1]);
            }
        }

        Backtrack(back);
        int[] kept = [.. learned];
        if (kept.Length > 1)
        {
            Watch(kept);
        }

        Assign(kept[0], kept.Length > 1 ? kept : null);
    }

    private void Watch(int[] clause)
    {
        watches[Index(clause[0])].Add(clause);
        watches[Index(clause[1])].Add(clause);
    }

    private void Assign(int literal, int[]? reason)
    {
        var variable = Math.Abs(literal);
        values[variable] = (sbyte)(literal > 0 ? 1 : -1);
        levels[variable] = levelStarts.Count;
        reasons[variable] = reason;
        trail.Add(literal);
    }

    private void Backtrack(int level)
    {
        if (levelStarts.Count <= level)
        {
            return;
        }

        for (var at = trail.Count - 1; at >= levelStarts[level]; at--)
        {
            var variable = Math.Abs(trail[at]);
            phases[variable] = trail[at] > 0;
            values[variable] = 0;
            reasons[variable] = null;
            order.Add(variable);
        }

        trail.RemoveRange(levelStarts[level], trail.Count - levelStarts[level]);
        levelStarts.RemoveRange(level, levelStarts.Count - level);
        propagated = trail.Count;
    }

    private int Value(int literal) => literal > 0 ? values[literal] : -values[-literal];

    private static int Index(int literal) => literal > 0 ? 2 * literal : (-2 * literal) + 1;

    /// <summary>1 1 2 1 1 2 4 …: Luby, Sinclair and Zuckerman 1993.</summary>
    private static int Luby(int index)
    {
        for (var power = 1; ; power++)
        {
            if (index == (1 << power) - 1)
            {
                return 1 << (power - 1);
            }

            if (index < (1 << power) - 1)
            {
                index -= (1 << (power - 1)) - 1;
                power = 0;
            }
        }
    }
}
