using System.Collections.Immutable;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Checking;

/// <summary>Checks all scenarios of a suite, writes the tests found into those that stay, and moves the others aside.</summary>
internal static class SuiteChecker
{
    /// <summary>Folder within the suite that dropped scenarios are moved to.</summary>
    public const string DroppedFolder = ".dropped";

    /// <param name="parallel">Maximum number of scenarios at once; at least 1.</param>
    /// <param name="isDone">Called after each scenario, on any thread.</param>
    /// <exception cref="FormatException">The suite has no scenario, or an incomplete one; the message names the file.</exception>
    public static async Task<ImmutableArray<ScenarioCheck>> Check(
        string suite,
        Sandbox sandbox,
        int parallel,
        Action<ScenarioCheck> isDone,
        CancellationToken stop)
    {
        var scenarios = SuiteFolder.Read(suite);
        var checks = new ScenarioCheck[scenarios.Length];
        await Parallel.ForAsync(
            0,
            scenarios.Length,
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stop },
            async (index, ending) =>
            {
                var scenario = scenarios[index];
                var folder = Path.Combine(suite, scenario.Id);
                checks[index] = await new ScenarioChecker(sandbox).Check(scenario, folder, ending).ConfigureAwait(false);
                Keep(scenario, checks[index], suite, folder);
                isDone(checks[index]);
            }).ConfigureAwait(false);
        return [.. checks];
    }

    private static void Keep(Scenario scenario, ScenarioCheck check, string suite, string folder)
    {
        TaskFolder.Update(scenario with { FailToPass = check.FailToPass, PassToPass = check.PassToPass }, folder);
        if (check.Dropped is not null)
        {
            var aside = Path.Combine(suite, DroppedFolder, scenario.Id);
            Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }

            Directory.Move(folder, aside);
        }
    }
}
