using System.Collections.Immutable;
using LibGit2Sharp;

namespace RulesRouter.Suites.Scenarios;

/// <summary>A suite: a folder with one folder per scenario.</summary>
internal static class SuiteFolder
{
    private const int MaxProblems = 20;

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
    /// <exception cref="FormatException">
    /// The folder has no scenario, or some are incomplete or of another format; each line of the message names a file.
    /// </exception>
    public static ImmutableArray<Scenario> Read(string folder)
    {
        var (scenarios, problems) = (ImmutableArray.CreateBuilder<Scenario>(), new List<string>());
        foreach (var task in Folders(folder))
        {
            try
            {
                scenarios.Add(TaskFolder.Read(task));
            }
            catch (FormatException exception)
            {
                problems.AddRange(exception.Message.Split('\n'));
            }
        }

        return problems.Count > 0
            ? throw new FormatException(string.Join(
                '\n',
                problems.Take(MaxProblems).Concat(problems.Count > MaxProblems ? [$"and {problems.Count - MaxProblems} more"] : [])))
            : scenarios.Count == 0
                ? throw new FormatException($"`{folder}` has no scenario; `rulesrouter suite mine REPO --out {folder}` writes them")
                : scenarios.ToImmutable();
    }

    private static IEnumerable<string> Folders(string folder) => !Directory.Exists(folder)
        ? throw new FormatException($"`{folder}` is not a folder; a suite is the folder that `rulesrouter suite mine` writes")
        : Directory.EnumerateDirectories(folder)
            .Where(task => File.Exists(Path.Combine(task, ScenarioJson.FileName)))
            .Order(StringComparer.Ordinal);
}
