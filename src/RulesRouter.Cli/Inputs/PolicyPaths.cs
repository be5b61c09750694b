using System.Collections.Immutable;
using RulesRouter.Cli.Exits;
using RulesRouter.Language;

namespace RulesRouter.Cli.Inputs;

/// <summary>Loads the policies that a command names, and reports it when there are none.</summary>
internal static class PolicyPaths
{
    /// <param name="parameters">Path of a parameters file, or null.</param>
    /// <param name="settings">Each as <c>policy.parameter=value</c>.</param>
    public static PolicyFolder Load(
        IReadOnlyList<string> paths,
        string classifierDigest,
        string? parameters = null,
        IEnumerable<string>? settings = null)
    {
        var folder = Load(paths.SelectMany(path => Read(path)), classifierDigest, parameters, settings);
        return folder.Loaded.Policies.Policies.IsEmpty
            && folder.Diagnostics.IsEmpty
            && folder.Loaded.Catalog.Endpoints.IsEmpty
            && folder.Loaded.Tests.IsEmpty
            ? throw new UserError($"no YAML files at {string.Join(", ", paths.Select(path => $"`{path}`"))}")
            : folder;
    }

    /// <inheritdoc cref="Load(IReadOnlyList{string}, string, string, IEnumerable{string})"/>
    public static PolicyFolder Load(
        IEnumerable<PolicyFile> policies,
        string classifierDigest,
        string? parameters,
        IEnumerable<string>? settings)
    {
        try
        {
            IEnumerable<PolicyFile> environment = parameters is null ? [] : Read(parameters, ParameterFile.Read);
            var files = environment.Concat(policies).Concat(ParameterFile.OfCommandLine(settings ?? []));
            return PolicyFolder.Load(files.DistinctBy(file => file.Path), classifierDigest);
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
    }

    /// <summary>The YAML files of a folder, or one file.</summary>
    /// <exception cref="UserError">The path does not exist or cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path) => Read(path, PolicyDirectory.Read);

    private static ImmutableArray<PolicyFile> Read(string path, Func<string, ImmutableArray<PolicyFile>> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }
    }
}
