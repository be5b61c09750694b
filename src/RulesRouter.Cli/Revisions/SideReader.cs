using System.Collections.Immutable;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Language;

namespace RulesRouter.Cli.Revisions;

/// <summary>Reads one side of a comparison: a folder or file, or else a git revision with or without a path.</summary>
internal static class SideReader
{
    public static ImmutableArray<PolicyFile> Read(string side)
    {
        var files = Directory.Exists(side) || File.Exists(side) ? PolicyPaths.Read(side) : GitFolder.Read(side);
        return files.IsEmpty ? throw new UserError($"no YAML files at `{side}`") : files;
    }

    /// <summary>Combines a catalog with the policies of another folder, whose own catalog is ignored.</summary>
    public static ImmutableArray<PolicyFile> WithPoliciesOf(ImmutableArray<PolicyFile> catalog, string policies) =>
        [.. catalog, .. Read(policies).Where(file => !IsCatalog(file))];

    private static bool IsCatalog(PolicyFile file) =>
        System.Text.Encoding.UTF8.GetString(file.Content.Span).Split('\n').Any(line => line.TrimEnd() is "kind: Catalog");
}
