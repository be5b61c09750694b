using RulesRouter.Gateway.Tests;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>Folders of npm packages that <c>.ci/npm</c> installs.</summary>
internal static class NpmPackages
{
    public static string Libraries { get; } = Path.Combine(Repository.Root, "tests", "RulesRouter.RealClientTests", "Node");

    public static string CommandLines { get; } = Path.Combine(Repository.Root, "tests", "RulesRouter.RealClientTests", "CommandLines");

    /// <summary>Why the packages of a folder cannot be used; null if they can.</summary>
    public static string? AbsenceOf(string folder) =>
        !OnPath("node") ? "node is not on the PATH"
        : !File.Exists(Path.Combine(folder, "node_modules", ".installed-lock.json")) ? $"no npm packages in {folder}: run .ci/npm"
        : null;

    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
