using System.Text.RegularExpressions;

namespace RulesRouter.Suites.Checking;

/// <summary>
/// Recognises the files that decide what is built and tested. A change under test may not alter them, since it could switch its own tests
/// off.
/// </summary>
internal static partial class BuildFiles
{
    /// <param name="path">Relative to the repository's root, with forward slashes.</param>
    public static bool Is(string path) =>
        Name().IsMatch(path[(path.LastIndexOf('/') + 1)..]) || path.Split('/').Any(part => part is ".cargo" or ".config" or ".mvn");

    [GeneratedRegex(
        @"^(.+\.(csproj|fsproj|vbproj|proj|props|targets|sln|slnx|runsettings)|nuget\.config|.+\.rsp|global\.json|\.runsettings|xunit\.runner\.json|package\.json|\.npmrc|\.yarnrc(\.yml)?|\.pnpmfile\.c?js|\.mocharc.*|(vitest|jest|vite|babel)\.config\..+|tsconfig.*\.json|pyproject\.toml|setup\.(py|cfg)|pytest\.ini|tox\.ini|conftest\.py|noxfile\.py|pom\.xml|.+\.gradle(\.kts)?|gradle\.properties|gradlew(\.bat)?|go\.(mod|work)|cargo\.toml|rust-toolchain(\.toml)?|build\.rs|nextest\.toml|makefile|gnumakefile|cmakelists\.txt|justfile|\.bashrc|sitecustomize\.py|.+\.pth)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
