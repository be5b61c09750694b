namespace RulesRouter.Verification.Proving.Solving;

/// <summary>Conjunctions and disjunctions as literals of a solver (Tseitin transformation); equal ones share a literal.</summary>
internal sealed class Circuit
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    public Circuit()
    {
        True = Solver.NewVariable();
        Solver.AddClause(True);
    }

    public SatSolver Solver { get; } = new();

    public int True { get; }

    public int False => -True;

    public int NewVariable() => Solver.NewVariable();

    public void Require(params ReadOnlySpan<int> clause) => Solver.AddClause(clause);

    public int And(params IEnumerable<int> operands)
    {
        var distinct = operands.Where(operand => operand != True).Distinct().Order().ToArray();
        if (distinct.Contains(False) || distinct.Any(operand => operand < 0 && distinct.Contains(-operand)))
        {
            return False;
        }

        return distinct.Length switch
        {
            0 => True,
            1 => distinct[0],
            _ => Defined(distinct),
        };
    }

    public int Or(params IEnumerable<int> operands) => -And(operands.Select(operand => -operand));

    public int Implies(int premise, int conclusion) => Or(-premise, conclusion);

    /// <summary>Exclusive or.</summary>
    public int Differ(int left, int right) => Or(And(left, -right), And(-left, right));

    private int Defined(int[] operands)
    {
        var key = string.Join(' ', operands);
        if (known.TryGetValue(key, out var found))
        {
            return found;
        }

        var output = Solver.NewVariable();
        foreach (var operand in operands)
        {
            Solver.AddClause(-output, operand);
        }

        Solver.AddClause([output, .. operands.Select(operand => -operand)]);
        return known[key] = output;
    }
}
