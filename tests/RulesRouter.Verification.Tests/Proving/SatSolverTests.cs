using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Tests.Proving;

public sealed class SatSolverTests
{
    private const int Variables = 9;

    private static readonly Gen<int[][]> Clauses = Gen.Choose(1, Variables).Zip(Gen.Elements(1, -1)).Select(pair => pair.Item1 * pair.Item2)
        .ArrayOf(3).ListOf(38).Select(clauses => clauses.ToArray());

    [Property(MaxTest = 200)]
    public Property Finds_a_model_exactly_if_there_is_one() => Prop.ForAll(Clauses.ToArbitrary(), clauses =>
    {
        var solver = With(clauses);
        var outcome = solver.Solve([], long.MaxValue);

        Assert.Equal(Models(clauses).Any(), outcome == SearchOutcome.Satisfiable);
        Assert.True(outcome != SearchOutcome.Satisfiable || clauses.All(clause => clause.Any(solver.IsTrue)));
    });

    [Property(MaxTest = 100)]
    public Property Assumptions_apply_to_one_search_only() =>
        Prop.ForAll(Clauses.ToArbitrary(), Gen.Choose(1, Variables).Zip(Gen.Elements(1, -1)).Select(pair => pair.Item1 * pair.Item2)
            .ToArbitrary(), (clauses, literal) =>
    {
        var solver = With(clauses);

        Assert.Equal(Models(clauses).Any(model => model(literal)), solver.Solve([literal], long.MaxValue) == SearchOutcome.Satisfiable);
        Assert.Equal(Models(clauses).Any(model => model(-literal)), solver.Solve([-literal], long.MaxValue) == SearchOutcome.Satisfiable);
        Assert.Equal(Models(clauses).Any(), solver.Solve([], long.MaxValue) == SearchOutcome.Satisfiable);
    });

    /// <summary>Eight pigeons in seven holes: hard for resolution, so a small budget runs out.</summary>
    [Fact]
    public void Stops_a_search_that_exceeds_its_budget()
    {
        const int Holes = 7;
        var solver = new SatSolver();
        var sits = Enumerable.Range(0, Holes + 1)
            .Select(_ => Enumerable.Range(0, Holes).Select(_ => solver.NewVariable()).ToArray())
            .ToArray();
        foreach (var pigeon in sits)
        {
            solver.AddClause(pigeon);
        }

        for (var hole = 0; hole < Holes; hole++)
        {
            for (var first = 0; first <= Holes; first++)
            {
                for (var second = first + 1; second <= Holes; second++)
                {
                    solver.AddClause(-sits[first][hole], -sits[second][hole]);
                }
            }
        }

        Assert.Equal(SearchOutcome.BudgetExhausted, solver.Solve([], 50));
        Assert.Equal(SearchOutcome.Unsatisfiable, solver.Solve([], long.MaxValue));
    }

    private static SatSolver With(int[][] clauses)
    {
        var solver = new SatSolver();
        for (var variable = 0; variable < Variables; variable++)
        {
            solver.NewVariable();
        }

        foreach (var clause in clauses)
        {
            solver.AddClause(clause);
        }

        return solver;
    }

    private static IEnumerable<Func<int, bool>> Models(int[][] clauses) => Enumerable.Range(0, 1 << Variables)
        .Select(bits => (Func<int, bool>)(literal => ((bits >> (Math.Abs(literal) - 1)) & 1) == 1 == literal > 0))
        .Where(model => clauses.All(clause => clause.Any(model)));
}
