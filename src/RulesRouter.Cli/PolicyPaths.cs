using RulesRouter.Language;
using RulesRouter.Verification;

namespace RulesRouter.Cli;

/// <summary>Loads what commands are pointed at, and says in a line when there is nothing to load.</summary>
internal static class PolicyPaths
{
    /// <param name="parameters">An environment file.</param>
    /// <param name="settings">Each as <c>policy.parameter=value</c>.</param>
    public static PolicyFolder Load(IReadOnlyList<string> paths, string classifierDigest, string? parameters = null, IEnumerable<string>? settings = null)
    {
        try
        {
            var files = paths.Concat(parameters is null ? [] : [parameters]).SelectMany(path => PolicyDirectory.Read(path).AsEnumerable())
                .Concat(ParameterFile.OfCommandLine(settings ?? [])).DistinctBy(file => file.Path);
            var folder = PolicyFolder.Load(files, classifierDigest);
            return folder.Loaded.Policies.Policies.IsEmpty && folder.Diagnostics.IsEmpty && folder.Loaded.Catalog.Endpoints.IsEmpty && folder.Loaded.Tests.IsEmpty
                ? throw new UserError($"no YAML files at {string.Join(", ", paths.Select(path => $"`{path}`"))}", ExitCode.DoesNotLoad)
                : folder;
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message, ExitCode.Usage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{string.Join(", ", paths.Select(path => $"`{path}`"))} cannot be read: {exception.Message.TrimEnd('.')}", ExitCode.DoesNotLoad);
        }
    }
}
