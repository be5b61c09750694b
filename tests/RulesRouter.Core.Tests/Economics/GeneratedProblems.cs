using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Economics;
using RulesRouter.Policies;

namespace RulesRouter.Core.Tests.Economics;

/// <summary>Chain problems small enough for brute force: 1 to 7 options, 1 to 3 attempts, 1 to 4 scenarios.</summary>
internal static class GeneratedProblems
{
    private static readonly Gen<double> Chance = Gen.Choose(0, 20).Select(step => step / 20.0);
    private static readonly Gen<double> Dollars = Gen.Choose(0, 30).Select(step => step / 50.0);

    public static Arbitrary<ChainProblem> All { get; } = Question().ToArbitrary();

    public static Gen<AttemptOption> Option(string id, int scenarios, string[][] keys, bool edits) =>
        from success in Chance.ArrayOf(scenarios)
        from cost in Dollars.ArrayOf(scenarios)
        from answers in Gen.Elements(1.0, 1.0, 0.9)
        from edit in edits ? Gen.Choose(0, 5).Select(step => step / 10.0) : Gen.Constant(0.0)
        from worst in Dollars
        from key in Gen.Elements(keys)
        select new AttemptOption(id, [.. success], [.. cost])
        {
            Answers = answers,
            EditsUsd = edit,
            WorstCaseUsd = worst,
            ClashKeys = [.. key],
        };

    private static Gen<ChainProblem> Question() =>
        from scenarios in Gen.Choose(1, 4)
        from count in Gen.Choose(1, 7)
        from longest in Gen.Choose(1, 3)
        from edits in Gen.Elements(true, false)
        from keyed in Gen.Elements<string[][]>(
            [[]],
            [["a"], ["b"], []],
            [["a", "1"], ["a", "2"], ["b", "1"], ["b", "2"], ["c", "2"]],
            [["a", "1"], ["a", "2"], ["a", "3"], ["a", "4"], ["b", "1"]])
        from weights in Gen.Choose(1, 9).ArrayOf(scenarios)
        from options in Options(count, scenarios, keyed, edits)
        from terms in Terms()
        from budget in Gen.Elements(double.PositiveInfinity, 0.8)
        select new ChainProblem(
            options,
            [.. weights.Select(weight => (double)weight / weights.Sum())],
            terms,
            longest)
        { BudgetUsd = budget };

    private static Gen<ImmutableArray<AttemptOption>> Options(int count, int scenarios, string[][] keys, bool edits) =>
        Enumerable.Range(0, count).Aggregate(
            Gen.Constant(ImmutableArray<AttemptOption>.Empty),
            (so, index) => from earlier in so from next in Option($"o{index}", scenarios, keys, edits) select earlier.Add(next));

    private static Gen<CostRule> Terms() =>
        from unsolved in Gen.Choose(0, 20).Select(step => step / 10.0)
        from more in Gen.Elements(0.0, 0.5)
        from verify in Gen.Elements(0.0, 0.02)
        from accept in Gen.Elements(0.0, 0.2, 0.6)
        from reject in Gen.Elements(0.0, 0.1, 0.5)
        select CostRule.Default with
        {
            UnsolvedUsd = unsolved,
            WrongAcceptedUsd = unsolved + more,
            VerifyUsd = verify,
            FalseAccept = accept,
            FalseReject = reject,
        };
}
