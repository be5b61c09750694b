using System.Collections.Immutable;
using LibGit2Sharp;

namespace RulesRouter.Suites.Scenarios;

/// <summary>A suite: a folder with one folder per scenario.</summary>
internal static class SuiteFolder
{
    /// <summary>Writes the scenarios beside those that the folder already has.</summary>
    public static void Write(IEnumerable<Scenario> scenarios, string repositoryPath, string folder)
    {
        using var repository = new Repository(Repository.Discover(repositoryPath));
        foreach (var scenario in scenarios)
        {
            TaskFolder.Write(scenario, repository, Path.Combine(folder, scenario.Id));
        }
    }

    /// <summary>All scenarios of a suite, sorted by id.</summary>
    /// <exception cref="FormatException">The folder has no scenario, or one of them is incomplete; the message names the file.</exception>
    public static ImmutableArray<Scenario> Read(string folder)
    {
        ImmutableArray<Scenario> scenarios =
        [
            .. Directory.EnumerateDirectories(folder)
                .Where(task => File.Exists(Path.Combine(task, ScenarioJson.FileName)))
                .Order(StringComparer.Ordinal)
                .Select(TaskFolder.Read),
        ];
        return scenarios.IsEmpty
            ? throw new FormatException($"`{folder}` has no scenario; `rulesrouter suite mine REPO --out {folder}` writes them")
            : scenarios;
    }
}
