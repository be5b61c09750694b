using System.Xml.Linq;

namespace RulesRouter.ArchitectureTests;

/// <summary>References between projects and to packages, as the project files declare them.</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>The projects that each project may reference.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RulesRouter.Core"] = [],
        ["RulesRouter.Language"] = ["RulesRouter.Core"],
        ["RulesRouter.Wire"] = ["RulesRouter.Core"],
        ["RulesRouter.Classification"] = ["RulesRouter.Core"],
        ["RulesRouter.Classification.Training"] = ["RulesRouter.Classification"],
        ["RulesRouter.Evaluation"] = ["RulesRouter.Classification"],
        ["RulesRouter"] = ["RulesRouter.Language", "RulesRouter.Wire", "RulesRouter.Classification", "RulesRouter.Evaluation"],
        ["RulesRouter.Verification"] = ["RulesRouter"],
        ["RulesRouter.Verification.Drawing"] = ["RulesRouter.Verification"],
        ["RulesRouter.Testing"] = ["RulesRouter.Verification.Drawing"],
        ["RulesRouter.State"] = ["RulesRouter"],
        ["RulesRouter.Gateway"] = ["RulesRouter"],
        ["RulesRouter.Client"] = ["RulesRouter.Core"],
        ["RulesRouter.Client.InProcess"] = ["RulesRouter", "RulesRouter.Client"],
        ["RulesRouter.Service"] = ["RulesRouter", "RulesRouter.State", "RulesRouter.Gateway", "RulesRouter.Verification"],
        ["RulesRouter.Suites"] = ["RulesRouter"],
        ["RulesRouter.Cli"] =
        [
            "RulesRouter.Service", "RulesRouter.Suites", "RulesRouter.Verification", "RulesRouter.Verification.Drawing",
            "RulesRouter.Classification.Training",
        ],
    };

    /// <summary>The only project that may reference each package.</summary>
    private static readonly Dictionary<string, string> Owner = new()
    {
        ["YamlDotNet"] = "RulesRouter.Language",
        ["NJsonSchema"] = "RulesRouter.Language",
        ["RulesEngine"] = "RulesRouter.Evaluation",
        ["System.Linq.Dynamic.Core"] = "RulesRouter.Evaluation",
        ["FastExpressionCompiler"] = "RulesRouter.Evaluation",
        ["Jint"] = "RulesRouter.Evaluation",
        ["Microsoft.ML"] = "RulesRouter.Classification.Training",
        ["Microsoft.ML.LightGbm"] = "RulesRouter.Classification.Training",
        ["LightGBM"] = "RulesRouter.Classification.Training",
        ["FsCheck"] = "RulesRouter.Verification.Drawing",
        ["Microsoft.Extensions.AI.Abstractions"] = "RulesRouter.Client",
        ["Microsoft.Extensions.Http.Resilience"] = "RulesRouter.Client",
        ["System.ClientModel"] = "RulesRouter.Client",
        ["Npgsql"] = "RulesRouter.Service",
        ["OpenTelemetry.Extensions.Hosting"] = "RulesRouter.Service",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "RulesRouter.Service",
        ["OpenTelemetry.Exporter.Prometheus.AspNetCore"] = "RulesRouter.Service",
        ["OpenTelemetry.Instrumentation.AspNetCore"] = "RulesRouter.Service",
        ["Parquet.Net"] = "RulesRouter.Cli",
        ["StackExchange.Redis"] = "RulesRouter.State",
        ["System.CommandLine"] = "RulesRouter.Cli",
        ["Spectre.Console"] = "RulesRouter.Cli",
        ["Tomlyn"] = "RulesRouter.Suites",
        ["CliWrap"] = "RulesRouter.Suites",
        ["DiffPlex"] = "RulesRouter.Suites",
        ["OxyPlot.Core"] = "RulesRouter.Suites",
        ["Microsoft.Extensions.FileSystemGlobbing"] = "RulesRouter.Suites",
    };

    private static readonly string[] TopLevel =
    [
        "src", "tests", "policies", "schemas", "models", "RulesRouter.sln", "Makefile", "README.md", "CHANGELOG.md", "LICENSE",
        "Directory.Build.props", "Directory.Packages.props", "global.json", "NuGet.config",
    ];

    /// <summary>Each stores something of its own in it.</summary>
    private static readonly string[] UsersOfSqlite = ["RulesRouter.Service", "RulesRouter.State"];

    public static TheoryData<string> Projects => [.. Names];

    internal static IEnumerable<string> Names =>
        Repository.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && IsProject(path))
            .Select(path => Path.GetFileNameWithoutExtension(path));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_follow_the_allowed_direction(string project)
    {
        Assert.Contains(project, Allowed.Keys);
        Assert.All(
            Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))),
            reference => Assert.Contains(reference, Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Package_is_referenced_by_its_owner_only(string project) =>
        Assert.All(Items(project, "PackageReference").Where(Owner.ContainsKey), package => Assert.Equal(Owner[package], project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Sqlite_is_used_by_projects_that_store_something(string project) =>
        Assert.True(UsersOfSqlite.Contains(project) || !Items(project, "PackageReference").Contains("Microsoft.Data.Sqlite"));

    [Theory]
    [InlineData("RulesRouter.Core")]
    [InlineData("RulesRouter.Wire")]
    [InlineData("RulesRouter.Classification")]
    public void Project_for_clients_and_serving_has_no_packages(string project) => Assert.Empty(Items(project, "PackageReference"));

    [Fact]
    public void Top_level_has_only_expected_files() =>
        Assert.Empty(Repository.Files.Select(path => path.Split('/')[0]).Distinct().Where(name => !name.StartsWith('.')).Except(TopLevel));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("RulesRouter.sln").Replace('\\', '/');

        Assert.All(Repository.Files.Where(IsProject), path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_version_is_used()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(Included);
        var used = Repository.Files.Where(path => IsProject(path) || path.EndsWith(".props", StringComparison.Ordinal))
            .SelectMany(path => XDocument.Parse(Repository.Read(path)).Descendants("PackageReference").Select(Included));
        var pinned = Repository.Files.Where(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal))
            .Select(Repository.Read)
            .ToList();

        Assert.DoesNotContain(
            versions.Except(used),
            package => !pinned.Any(locks => locks.Contains($"\"{package}\"", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.Ordinal);

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj")).Descendants(element).Select(Included);

    private static string Included(XElement item) => item.Attribute("Include")!.Value;
}
