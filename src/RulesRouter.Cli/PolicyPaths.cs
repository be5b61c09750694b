using RulesRouter.Verification;

namespace RulesRouter.Cli;

/// <summary>Loads what commands are pointed at, and says in a line when there is nothing to load.</summary>
internal static class PolicyPaths
{
    public static PolicyFolder Load(IReadOnlyList<string> paths, string classifierDigest)
    {
        try
        {
            var folder = PolicyFolder.Load(paths, classifierDigest);
            return folder.Loaded.Policies.Policies.IsEmpty && folder.Diagnostics.IsEmpty && folder.Loaded.Catalog.Endpoints.IsEmpty
                ? throw new UserError($"no YAML files at {string.Join(", ", paths.Select(path => $"`{path}`"))}", ExitCode.DoesNotLoad)
                : folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{string.Join(", ", paths.Select(path => $"`{path}`"))} cannot be read: {exception.Message.TrimEnd('.')}", ExitCode.DoesNotLoad);
        }
    }
}
