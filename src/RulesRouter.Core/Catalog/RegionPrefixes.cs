using System.Collections.Frozen;

namespace RulesRouter.Catalog;

/// <summary>Regions that providers write before a model's name, as in <c>eu.anthropic.claude</c>.</summary>
internal static class RegionPrefixes
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal, "apac", "au", "eu", "global", "jp", "us", "us-gov");

    /// <summary>Null where the name has none.</summary>
    public static string? Of(EndpointId id)
    {
        var dot = id.Model.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Known.Contains(id.Model[..dot]) ? id.Model[..dot] : null;
    }
}
