using RulesRouter.Suites.Checking;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Running;

/// <summary>Counts the edits of stored results to the versions that reviewers accepted; no model is asked again.</summary>
internal static class AcceptedResults
{
    /// <returns>The number of results whose edits were counted.</returns>
    public static async Task<int> CountEdits(string suite, Scenario scenario, CancellationToken stop)
    {
        var (files, folder) = (new ResultFiles(suite), Path.Combine(suite, scenario.Id));
        using var basis = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
        using var gold = basis.Copy();
        await gold.Apply(scenario.TestPatch, stop).ConfigureAwait(false);
        await gold.Apply(scenario.GoldPatch, stop).ConfigureAwait(false);
        var counted = 0;
        foreach (var (key, result) in files.Stored().Where(stored => stored.Result.Scenario == scenario.Id).ToList())
        {
            using var tree = basis.Copy();
            if (result.Patch is { } patch && await tree.Apply(patch, stop).ConfigureAwait(false))
            {
                files.Keep(key, result with { Edits = AcceptedVersions.DistanceOf(tree, basis, gold, folder) });
                counted++;
            }
        }

        return counted;
    }

    /// <summary>
    /// The change of a model, as a patch; null if it has no result with one at the scenario. Of several, the last solved.
    /// </summary>
    public static string? PatchOf(string suite, string scenario, string model) => new ResultFiles(suite).All()
        .Where(result => result.Scenario == scenario && result.Model == model && result.Patch is { Length: > 0 })
        .OrderBy(result => result.Solved)
        .ThenBy(result => result.FinishedAt)
        .LastOrDefault()?.Patch;
}
