using System.Collections.Immutable;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Checking;

/// <summary>Which tests judge a change, found by comparing runs without and with it.</summary>
/// <param name="FailToPass">Tests that fail without the change and pass with it, every time; sorted.</param>
/// <param name="PassToPass">Tests that pass before or with the tests alone, and every time with the change; sorted.</param>
/// <param name="Flaky">Tests whose outcome differs between runs of the same files; sorted.</param>
/// <param name="StillFailing">A test that fails without the change and every time with it; null if there is none.</param>
internal sealed record TestComparison(
    ImmutableArray<string> FailToPass,
    ImmutableArray<string> PassToPass,
    ImmutableArray<string> Flaky,
    string? StillFailing)
{
    /// <param name="before">The files before the change.</param>
    /// <param name="withTests">Runs with the tests of the change alone; at least one.</param>
    /// <param name="withGold">Runs with the whole change; at least one.</param>
    public static TestComparison Of(
        IReadOnlyDictionary<string, TestOutcome> before,
        IReadOnlyList<IReadOnlyDictionary<string, TestOutcome>> withTests,
        IReadOnlyList<IReadOnlyDictionary<string, TestOutcome>> withGold)
    {
        var names = withTests.Concat(withGold).SelectMany(run => run.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var (steady, flaky) = (new List<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var name in names)
        {
            if (IsSteady(name, withTests) && IsSteady(name, withGold))
            {
                steady.Add(name);
            }
            else
            {
                flaky.Add(name);
            }
        }

        var passing = steady.Where(name => Passes(name, withGold[0])).ToList();
        ImmutableArray<string> failToPass = [.. passing.Where(name => !Passes(name, withTests[0]) && !PassesBefore(name))];
        return new TestComparison(
            failToPass,
            [.. passing.Except(failToPass, StringComparer.Ordinal)],
            flaky.ToImmutable(),
            steady.Find(name => !Passes(name, withTests[0]) && Outcome(name, withGold[0]) == TestOutcome.Failed));

        // Where the new tests do not build without the change, the tests that passed before are no judges of it.
        bool PassesBefore(string name) => withTests[0].Count == 0 && Passes(name, before);
    }

    private static bool IsSteady(string name, IReadOnlyList<IReadOnlyDictionary<string, TestOutcome>> runs) =>
        runs.All(run => Outcome(name, run) == Outcome(name, runs[0]));

    private static bool Passes(string name, IReadOnlyDictionary<string, TestOutcome> run) => Outcome(name, run) == TestOutcome.Passed;

    private static TestOutcome? Outcome(string name, IReadOnlyDictionary<string, TestOutcome> run) =>
        run.TryGetValue(name, out var outcome) ? outcome : null;
}
