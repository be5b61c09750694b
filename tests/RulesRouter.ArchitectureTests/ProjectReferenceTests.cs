using System.Xml.Linq;

namespace RulesRouter.ArchitectureTests;

public sealed class ProjectReferenceTests
{
    /// <summary>What each project may reference: the one direction data flows in.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RulesRouter.Core"] = [],
        ["RulesRouter.Language"] = ["RulesRouter.Core"],
        ["RulesRouter.Wire"] = ["RulesRouter.Core"],
        ["RulesRouter.Evaluation"] = ["RulesRouter.Core"],
        ["RulesRouter.Classification"] = ["RulesRouter.Core"],
        ["RulesRouter.Verification"] = ["RulesRouter.Language", "RulesRouter.Wire", "RulesRouter.Evaluation", "RulesRouter.Classification"],
        ["RulesRouter.Testing"] = ["RulesRouter.Verification"],
        ["RulesRouter.Service"] = ["RulesRouter.Verification"],
        ["RulesRouter.Cli"] = ["RulesRouter.Service"],
    };

    /// <summary>The only projects that may know these packages.</summary>
    private static readonly Dictionary<string, string[]> OnlyPlace = new()
    {
        ["YamlDotNet"] = ["RulesRouter.Language"],
        ["NJsonSchema"] = ["RulesRouter.Language"],
        ["RulesEngine"] = ["RulesRouter.Evaluation"],
        ["System.Linq.Dynamic.Core"] = ["RulesRouter.Evaluation"],
        ["Jint"] = ["RulesRouter.Evaluation"],
        ["Microsoft.ML"] = ["RulesRouter.Classification"],
        ["Microsoft.ML.LightGbm"] = ["RulesRouter.Classification"],
        ["Microsoft.Data.Sqlite"] = ["RulesRouter.Service"],
        ["System.CommandLine"] = ["RulesRouter.Cli"],
        ["Spectre.Console"] = ["RulesRouter.Cli"],
        ["LibGit2Sharp"] = ["RulesRouter.Cli"],
    };

    private static readonly string[] TopLevel =
    [
        "src", "tests", "policies", "schemas", "models", "RulesRouter.sln", "Makefile", "README.md", "CHANGELOG.md", "LICENSE",
        "Directory.Build.props", "Directory.Packages.props", "global.json", "NuGet.config",
    ];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_follow_the_allowed_direction(string project)
    {
        Assert.Contains(project, Allowed.Keys);
        Assert.All(Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))), reference => Assert.Contains(reference, Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Package_is_referenced_by_its_owner_only(string project) =>
        Assert.All(
            Items(project, "PackageReference").Where(OnlyPlace.ContainsKey),
            package => Assert.Contains(project, OnlyPlace[package]));

    [Fact]
    public void Core_has_no_packages() => Assert.Empty(Items("RulesRouter.Core", "PackageReference"));

    [Fact]
    public void Top_level_has_only_expected_files()
    {
        var found = Directory.GetFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith('.') && name != "artifacts");

        Assert.Empty(found.Except(TopLevel));
    }

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj")).Descendants(element).Select(item => item.Attribute("Include")!.Value);
}
