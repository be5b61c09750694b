using System.Text.Json;

namespace RulesRouter.ArchitectureTests;

/// <summary>What the decision service ships, from its lock file: NuGet resolves exactly these packages.</summary>
public sealed class ServiceContentTests
{
    /// <summary>Packages for checking, training and the command line.</summary>
    private static readonly string[] Foreign =
        [
            "FsCheck",
            "xunit",
            "Microsoft.ML",
            "LightGBM",
            "Spectre.Console",
            "System.CommandLine",
            "Google.Protobuf",
            "System.Numerics.Tensors",
        ];

    [Fact]
    public void Service_ships_no_packages_of_drawing_training_or_command_line() =>
        Assert.DoesNotContain(
            Packages("src/RulesRouter.Service"),
            package => Foreign.Any(foreign => package.StartsWith(foreign, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Service_ships_no_projects_of_drawing_training_or_command_line() =>
        Assert.Empty(
            Packages("src/RulesRouter.Service").Intersect(
                ["rulesrouter.verification.drawing", "rulesrouter.classification.training", "rulesrouter.testing", "rulesrouter.cli"]));

    [Fact]
    public void Lock_file_lists_direct_and_transitive_packages() =>
        Assert.Superset(
            new HashSet<string>(["Microsoft.Data.Sqlite", "RulesEngine", "YamlDotNet", "rulesrouter.core"]),
            Packages("src/RulesRouter.Service").ToHashSet());

    private static IEnumerable<string> Packages(string project)
    {
        using var locks = JsonDocument.Parse(Repository.Read($"{project}/packages.lock.json"));
        return
        [
            .. locks.RootElement
            .GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Select(package => package.Name),
        ];
    }
}
