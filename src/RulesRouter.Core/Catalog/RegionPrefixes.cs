using System.Collections.Frozen;

namespace RulesRouter.Catalog;

/// <summary>Regions that providers write before a model's name, as in <c>eu.anthropic.claude</c>.</summary>
internal static class RegionPrefixes
{
    private static readonly FrozenSet<string> Known =
        FrozenSet.Create(StringComparer.Ordinal, "apac", "au", "eu", "global", "jp", "us", "us-gov");

    /// <summary>Null where the name has none.</summary>
    public static string? Of(EndpointId id) => Split(id.Model)?.Region;

    /// <summary>A model's name as a provider spells it, as its region and the rest; null where it has none.</summary>
    public static (string Region, string Model)? Split(string model)
    {
        var dot = model.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < model.Length - 1 && Known.Contains(model[..dot]) ? (model[..dot], model[(dot + 1)..]) : null;
    }
}
